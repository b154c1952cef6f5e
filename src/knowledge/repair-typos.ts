import { pinyin } from 'pinyin-pro'
import { isFunctionWord } from './analyse-question.ts'
import type { PassageIndex } from './passage-index.ts'
import { segmentWords } from './segment-words.ts'

/** Slips of the keyboard in the words that shape a question. */
const slips: [RegExp, string][] = [
  [/多少[浅前签]/g, '多少钱'],
  [/怎麽|怎摸|咋么/g, '怎么'],
  [/在那(?=[考办交领取拿停充扔丢报买登])/g, '在哪'],
  [/到那(?=[考办交领取拿停充扔丢报买登])/g, '到哪'],
]
const han = /^\p{Script=Han}$/u
let homophones: Map<string, string[]> | undefined
const sounds = new Map<string, string>()

/**
 * Puts right what sounds as the library writes it: 装秀 becomes 装修 where documents say 装修 and never 装秀. Words of the
 * dictionary stay as they are.
 */
export function repairTypos(index: PassageIndex, question: string): string {
  let text = question
  for (const [pattern, right] of slips) text = text.replace(pattern, right)
  const characters = [...text]
  const single = findSingles(text)
  for (let at = 0; at + 1 < characters.length; at++) {
    const pair = `${characters[at]}${characters[at + 1]}`
    if (!(single[at] && single[at + 1]) || index.words.has(pair) || !mayBeSlip(pair)) continue
    const right = findHomophone(index, pair)
    if (!right) continue
    characters.splice(at, 2, ...right)
    at++
  }
  return segmentWords(characters.join('')).reduce((said, word) => said + repairEnd(index, said, word), '')
}

/** 物业 and a stray 肺 are 物业费, where documents have the longer word. */
function repairEnd(index: PassageIndex, said: string, word: string): string {
  const before = said.slice(-2)
  if (!/^\p{Script=Han}{3}$/u.test(before + word) || isFunctionWord(word) || index.words.has(before + word)) {
    return word
  }
  return listHomophones(word).find(other => index.words.has(before + other)) ?? word
}

/** Marks the characters that the dictionary knows in no longer word here. */
function findSingles(text: string): boolean[] {
  return segmentWords(text).flatMap(word => {
    const characters = [...word]
    return characters.map(character => characters.length === 1 && han.test(character))
  })
}

/** 养了 and 里的 are no slips: words that shape a question stand beside any other. */
const mayBeSlip = (pair: string) =>
  /^\p{Script=Han}{2}$/u.test(pair) && [...pair].every(character => !isFunctionWord(character))

/** The pair with one character changed for one of the same sound that the library says most. */
function findHomophone(index: PassageIndex, pair: string): string | undefined {
  const [first = '', second = ''] = pair
  const candidates = [
    ...listHomophones(second).map(other => first + other),
    ...listHomophones(first).map(other => other + second),
  ].filter(other => other !== pair && index.words.has(other) && isWord(other))
  return candidates.sort((one, other) => index.words.rarity(one) - index.words.rarity(other))[0]
}

/** 梯是 is no slip for 梯使, which documents write across two words. */
const isWord = (pair: string) => segmentWords(pair).length === 1

function listHomophones(character: string): string[] {
  homophones ??= collectHomophones()
  return homophones.get(soundOf(character)) ?? []
}

function soundOf(character: string): string {
  const known = sounds.get(character)
  if (known !== undefined) return known
  // Many speak and type zh as z and ing as in.
  const sound = pinyin(character, { toneType: 'none' })
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
  sounds.set(character, sound)
  return sound
}

/** The 3,755 commonest characters, which the first level of GB 2312 lists in the order of their sounds; 60 ms, once. */
function collectHomophones(): Map<string, string[]> {
  const decoder = new TextDecoder('gbk')
  const bySound = new Map<string, string[]>()
  for (let lead = 0xb0; lead <= 0xd7; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (!han.test(character)) continue
      const sound = soundOf(character)
      bySound.set(sound, [...(bySound.get(sound) ?? []), character])
    }
  }
  return bySound
}
