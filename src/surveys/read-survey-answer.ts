import { chineseDigits } from '../shared/chinese-digits.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { SurveyQuestion, SurveyValue } from './survey.ts'

/** An answer in words. `isBare`: there is nothing in them but the answer, so that they cannot mean anything else. */
export interface SaidValue {
  value: SurveyValue
  isBare: boolean
}

/**
 * Reads an answer in words; undefined where it is none. Where it is not bare, the words may be something else that the resident
 * says: 「3号楼和5号楼之间路灯坏了」 names two numbers as well.
 */
export function readSurveyAnswer(question: SurveyQuestion, words: string): SaidValue | undefined {
  const said = normaliseText(words)
  switch (question.kind) {
    case 'text':
      return said === '' ? undefined : { value: { text: words.trim().slice(0, 1_000) }, isBare: false }
    case 'score':
      return readScore(said)
    case 'pair':
      return readPair(said)
    default:
      return readChoice(question, said)
  }
}

/** A number of a list or a scale; part of a word or of a place it is none: 「一个月」, 「3号楼」. */
const number = '(?<![\\d第])([1-8一二三四五六七八])(?![\\d个号栋楼层单元期月天周次点些下直样般起])'
const everyNumber = new RegExp(number, 'g')
const readNumber = (digit: string): number => chineseDigits[digit] ?? Number(digit)
const listNumbers = (said: string): number[] =>
  [...said.matchAll(everyNumber)].map(([, digit = '']) => readNumber(digit))

const score = new RegExp(
  `^(?:我|就|那|还是|给|打|评|选|算|觉得|大概|差不多|[,，:]| )*(?:个)?${number}\\s*[颗分星]{0,2}(?:吧|了|啦|哦|呗|左右|[.。!！~])*$`,
)

function readScore(said: string): SaidValue | undefined {
  const value = readNumber(score.exec(said)?.[1] ?? '')
  return isScore(value) ? { value: { score: value }, isBare: true } : undefined
}

const isScore = (value: number | undefined): value is number =>
  value !== undefined && value >= 1 && value <= 5

const mostOfPair = 30
function readPair(said: string): SaidValue | undefined {
  const [expected, perceived, ...more] = listNumbers(said)
  const arePair = isScore(expected) && isScore(perceived) && more.length === 0 && said.length <= mostOfPair
  return arePair ? { value: { expected, perceived }, isBare: isNumbers(said) } : undefined
}

const mostCounted = 12
function readChoice(
  { kind, options }: Extract<SurveyQuestion, { kind: 'single' | 'multi' }>,
  said: string,
): SaidValue | undefined {
  const names = options.map(normaliseText)
  const named = names.flatMap((name, at) => (said.includes(name) ? [at] : []))
  const counted = said.length <= mostCounted ? listNumbers(said).map(value => value - 1) : []
  const chosen = [...new Set(named.length > 0 ? named : counted.filter(at => at < options.length))]
  if (chosen.length === 0) return undefined
  const isBare = isNumbers(said) || names.includes(said)
  return { value: { chosen: kind === 'single' ? chosen.slice(0, 1) : chosen }, isBare }
}

const isNumbers = (said: string): boolean =>
  /^[-\d零一二三四五六七八九十百.,、/\s]{1,12}[分颗星个题号选项.。!！]*$/.test(said)

/** How many numbers a question takes that an answer in mere numbers missed; undefined where the words are no such answer. */
export function readMissedAnswer(
  question: SurveyQuestion,
  words: string,
): { kind: 'score' | 'pair' | 'choice'; most: number } | undefined {
  if (question.kind === 'text' || readSurveyAnswer(question, words)) return undefined
  if (!isNumbers(normaliseText(words))) return undefined
  const isChoice = question.kind === 'single' || question.kind === 'multi'
  return isChoice ? { kind: 'choice', most: question.options.length } : { kind: question.kind, most: 5 }
}
