import { normaliseText } from '../shared/normalise-text.ts'
import type { AnswerHints } from './answer.ts'
import { reportsAnew, tellsOfAnother } from './answer-things.ts'
import { partAnswer, readClauses } from './part-answer.ts'
import { readFigure } from './read-figure.ts'
import { asksSomething, isSmallTalk, putsOff, wantsNoMore } from './read-no-answer.ts'
import { mocks } from './read-sarcasm.ts'
import { readSign } from './read-sign.ts'
import { saysUnsolved, wasWorthALittle } from './read-unsolved.ts'
import { scoreItems } from './score-items.ts'
import { weighWords } from './weigh-words.ts'

/** Names what the rules find in an answer: the trained head has learnt how far each can be trusted. */
export function readAnswerSigns(raw: string, hints: AnswerHints): string[] {
  const said = normaliseText(raw)
  const clauses = readClauses(raw)
    .map(normaliseText)
    .filter(clause => clause !== '')
  return [
    ...readWorth(said, readSign(raw)),
    ...readLastWorth(clauses),
    ...readTalk(said),
    ...readShape(said),
    ...readMatter({ raw, said, last: clauses.at(-1) ?? '' }, hints),
    `sentiment ${hints.sentiment}`,
    `emotion ${hints.emotion}`,
  ]
}

/** What the words are worth together. */
function readWorth(said: string, emoji: number | undefined): string[] {
  const items = weighWords(said)
  const worths = items.map(({ worth }) => worth)
  const figure = readFigure(said)
  return [
    ...(figure === undefined ? [] : [`figure ${figure}`]),
    ...(emoji === undefined ? [] : [`emoji ${emoji}`]),
    ...(items.length === 0
      ? ['no worth']
      : [
          `best ${Math.max(...worths)}`,
          `worst ${Math.min(...worths)}`,
          `comes to ${scoreItems(said, items, emoji)}`,
        ]),
    ...(worths.filter(worth => worth >= 2).length > 1 ? ['praised twice'] : []),
    ...(worths.filter(worth => worth <= -2).length > 1 ? ['blamed twice'] : []),
  ]
}

/** A verdict often comes last. */
function readLastWorth(clauses: readonly string[]): string[] {
  if (clauses.length < 2) return ['one clause']
  const worths = (clause: string | undefined) => weighWords(clause ?? '').map(({ worth }) => worth)
  const [first, last] = [worths(clauses[0]), worths(clauses.at(-1))]
  return [
    first.length === 0 ? 'first says nothing' : `first ${Math.min(...first)}`,
    last.length === 0 ? 'last says nothing' : `last ${Math.min(...last)}`,
  ]
}

const talk: readonly (readonly [string, (said: string) => boolean])[] = [
  ['wants no more', wantsNoMore],
  ['unsolved', saysUnsolved],
  ['worth a little', wasWorthALittle],
  ['mocks', mocks],
  ['puts off', putsOff],
  ['asks', asksSomething],
  ['small talk', isSmallTalk],
  ['turns', said => /但|不过|可是|就是|只是|虽|倒是|\bbut\b|though/.test(said)],
  ['question mark', said => /[?？]/.test(said)],
  ['exclaims', said => /[!！]/.test(said)],
  ['latin', said => /^[^\u4e00-\u9fff]*[a-z]{2}[^\u4e00-\u9fff]*$/.test(said)],
]

const readTalk = (said: string): string[] => talk.filter(([, holds]) => holds(said)).map(([name]) => name)

const lengths = [2, 4, 8, 16, 32, 64]
const readShape = (said: string): string[] => [`length ${lengths.findIndex(length => said.length <= length)}`]

/** Which trouble it tells of, as far as rules can say. */
function readMatter(
  { raw, said, last }: { raw: string; said: string; last: string },
  hints: AnswerHints,
): string[] {
  const isReport = hints.reports !== undefined
  const isKnown = hints.category !== ''
  return [
    `reports ${hints.reports === undefined ? 'nothing' : isKnown ? hints.reports : 'something'}`,
    ...(hints.asks ? ['asks by itself'] : []),
    ...(isKnown && partAnswer(raw, hints).rest !== undefined ? ['parted'] : []),
    ...(isKnown && tellsOfAnother(said, { ...hints, isReport }) ? ['another'] : []),
    ...(reportsAnew(said, { ...hints, isReport }) ? ['trouble'] : []),
    ...(reportsAnew(last, { ...hints, isReport }) ? ['trouble last'] : []),
  ]
}
