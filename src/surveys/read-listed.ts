import { readNumber } from './read-numbers.ts'

const lead =
  /^(?:请|那就?|嗯+|就|还是|应该|选择?|我们?|要|想要?|觉得|认为|是|[,，。:：\s]|(?:i'd|i|we|would|say|choose|pick|want|prefer|think|the|it's|my|answer|is|both)\b\s*)+/
const tail = /(?:吧|了|啦|哦|呀|啊|呗|的|please\b|thanks\b|谢谢|[,，.。!！~\s])+$/
const joins = /\s*(?:[,，、;；/+&]|和|跟|与|以及|及|还有|或者?|\band\b|\bor\b)\s*/

const all =
  /^(?:全部|所有|全选|全都)(?:都)?(?:要|选|是|的|行|好)?$|^(?:这?[两二三四五几]个|两者|全|它们|哪个|哪项|样样)?都(?![是]?[1-8]|.*[不没别坏漏脏堵差烂停])[^,，]{1,3}$|^(?:all|both|everything|either)(?: of (?:them|these|the above|it))?$|^all the above$/

/** Reads words that do nothing but name options: names, numbers, letters, distinct parts of names, all of them. Undefined: more is said. */
export function readListed(names: readonly string[], said: string): number[] | undefined {
  const exact = readPart(names, said)
  if (exact !== undefined) return [exact]
  const plain = said.replace(tail, '')
  if ([plain, plain.replace(lead, '')].some(words => all.test(words))) return names.map((_name, at) => at)
  const parts = plain.replace(lead, '').split(joins).filter(Boolean).flatMap(splitMarks)
  const places = parts.map(part => readPart(names, part))
  const known = places.filter(place => place !== undefined)
  return known.length > 0 && known.length === places.length ? [...new Set(known)] : undefined
}

/** 「1 3」, 「A C」 */
const splitMarks = (part: string): string[] =>
  /^[1-8a-h一二三四五六七八](?:\s+[1-8a-h一二三四五六七八])+$/.test(part) ? part.split(/\s+/) : [part]

function readPart(names: readonly string[], words: string): number | undefined {
  const forms = [words, words.replace(tail, ''), words.replace(tail, '').replace(lead, '')].filter(Boolean)
  for (const form of forms) {
    const exact = names.indexOf(form)
    if (exact >= 0) return exact
  }
  const said = forms.at(-1) ?? ''
  const place = readPlace(said, names.length)
  if (place !== undefined) return place >= 0 && place < names.length ? place : undefined
  return findDistinct(names, said)
}

const numbered = /^(?:选项|option |number |no\.? ?|#)?([1-8一二三四五六七八])(?:号|项|[.。)])?$/
const counted = /^第([1-8一二三四五六七八])(?:个|项|种|条|号)?$/
const lettered = /^(?:选项|option )?([a-h])(?:项|[.)])?$/
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']
const ordinal = new RegExp(
  `^(?:the )?(?:(${ordinals.join('|')})|([1-8])(?:st|nd|rd|th)|(last))(?: (?:one|option|choice))?$`,
)

/** The place that a number, letter or ordinal names, from 0; it may be beyond the list. */
function readPlace(said: string, count: number): number | undefined {
  const number = (numbered.exec(said) ?? counted.exec(said))?.[1]
  if (number !== undefined) return readNumber(number) - 1
  const letter = lettered.exec(said)?.[1]
  if (letter !== undefined) return letter.charCodeAt(0) - 'a'.charCodeAt(0)
  if (/^最后一?[个项]$/.test(said)) return count - 1
  if (count === 2 && /^[前后]者$/.test(said)) return said === '前者' ? 0 : 1
  const [found, word, digit] = ordinal.exec(said) ?? []
  if (found === undefined) return undefined
  if (word !== undefined) return ordinals.indexOf(word)
  return digit === undefined ? count - 1 : Number(digit) - 1
}

const says = /^(?:的|是|了|有|一|个|我|你|也|很|不是)$/

/** The one name that has these words in it: 「north」 for 「North gate」, 「南」 for 「南门」. */
function findDistinct(names: readonly string[], said: string): number | undefined {
  const part = said.replace(/(?:那|这)(?:个|边)$| one$/, '')
  if (part === '' || says.test(part) || /\d/.test(part)) return undefined
  const isLatin = /^[a-z' -]+$/.test(part)
  const words = part.split(/\s+/)
  const has = (name: string): boolean => {
    if (!isLatin)
      return name.replace(new RegExp(`[不没非](?!常)${escapePattern(part)}`, 'g'), '').includes(part)
    const own = name.split(/[^a-z']+/)
    return words.every(word => own.includes(word)) && !small.test(part)
  }
  const places = names.flatMap((name, at) => (has(name) ? [at] : []))
  return places.length === 1 ? places[0] : undefined
}

const small = /^(?:a|an|the|of|to|and|or|it|is|in|at|on|i|we|not|with|for|my|very)$/
const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
