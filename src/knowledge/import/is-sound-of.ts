import { pinyin } from 'pinyin-pro'
import { toSimplifiedText } from '../normalise-text.ts'

/** True where a character may be read so; tones are not compared. */
export function isSoundOf(character: string, sound: string): boolean {
  const plain = sound
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0304\u030C]/g, '')
    .normalize('NFC')
  const sounds = [character, toSimplifiedText(character)].flatMap(one =>
    pinyin(one, { multiple: true, toneType: 'none', type: 'array' }),
  )
  return sounds.includes(plain.replace(/v/g, 'ü')) || sounds.includes(plain)
}
