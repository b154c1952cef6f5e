import { normaliseText } from '../shared/normalise-text.ts'
import type { Answer, AnswerHints } from './answer.ts'
import { decideAnswer } from './decide-answer.ts'
import type { AnswerGuess, GuessLabel } from './guess-answer.ts'
import { partAnswer, partAside } from './part-answer.ts'
import { rateAnswer, rating, scoreUnsolved } from './rate-answer.ts'
import { readPoints } from './read-figure.ts'
import { surelyMocks } from './read-sarcasm.ts'
import { countStars, readSign } from './read-sign.ts'
import { saysUnsolved } from './read-unsolved.ts'
import { scoreItems } from './score-items.ts'
import { weighWords } from './weigh-words.ts'

/** Takes an answer for what the network says of it; points that it names are its score all the same. */
export function followGuess(raw: string, hints: AnswerHints, guess: AnswerGuess): Answer {
  const said = normaliseText(raw)
  const label = decideAnswer(guess)
  const points = readPoints(said) ?? countStars(raw) ?? readMereSign(raw)
  if (points !== undefined && !isSurelyNone(raw, guess))
    return ratePoints({ raw, said, points, label }, hints)
  switch (label) {
    case 'new-problem':
      return readTold(raw, hints)
    case 'opt-out':
    case 'other':
      return { kind: label }
    case 'unsolved':
      return mark(rating(said, scoreUnsolved(said), true), said, guess)
    default:
      return withWish(mark(rating(said, readScore(said, Number(label)), false), said, guess), raw, hints)
  }
}

/** Who says 不满意 or mocks is not content, however the rest sounds; a mere 「挺慢的」 is worth what its one word is. */
function readScore(said: string, score: number): number {
  if (score >= 4 && (isDiscontent.test(said) || surelyMocks(said))) return 1
  const [item, ...more] = weighWords(said)
  const isMere = item !== undefined && more.length === 0 && said.replace(item.words, '').length <= 2
  const mere = isMere ? scoreItems(said, [item], undefined) : score
  return Math.abs(mere - score) >= 2 ? mere : score
}

const isDiscontent =
  /(?<![没么啥不]|什么|说不上|谈不上|有啥)(?:(?:非常|很|极其?|太|十分|特别|相当|超级?)的?不满意?|不满意)(?!的)|差评|\b(?:very |really |extremely |totally )?(?:dissatisfied|unsatisfied|unhappy)\b/

/** 「水管满意，就是窗户关不上了，你们管修不」: what is said in so many words to be another matter, or is to be done besides. */
function withWish(answer: Rating, raw: string, hints: AnswerHints): Rating {
  const said = partAside(raw)
  const rest = said ? said.rest : partAnswer(raw, hints).rest
  return rest && (said || asksForWork.test(normaliseText(rest))) ? { ...answer, rest } : answer
}
const asksForWork =
  /(?:管|能|帮|给|来|麻烦|请).{0,4}(?:修|看|弄|处理|换|通|清|查)|报修|派人|修不修|管不管|\b(?:can|could|would) (?:you|someone|somebody)|\bplease (?:send|fix|check|look)/

/** A sign without a word. */
const readMereSign = (raw: string): number | undefined =>
  /[\p{L}\p{N}]/u.test(raw.replace(/\[[^\]]{1,3}\]/g, '')) ? undefined : readSign(raw)

/** 「假如我给五分，有小礼品吗」; 「4分，发票去哪里开？」 gives points and asks besides. */
function isSurelyNone(raw: string, guess: AnswerGuess): boolean {
  const [pointed = raw] = partPoints(raw).pointed
  return (guess.other >= 0.6 && isQuestion.test(normaliseText(pointed))) || guess['opt-out'] >= 0.8
}

/** Clauses with what ends them: those that name points, and the others. */
function partPoints(raw: string): { pointed: string[]; others: string[] } {
  const clauses = raw.split(/(?<=[，,。.!！?？;；\n])/)
  const isPointed = (clause: string) => readPoints(normaliseText(clause)) !== undefined
  return { pointed: clauses.filter(isPointed), others: clauses.filter(clause => !isPointed(clause)) }
}

/** 「打错了，改成3分」 asks nothing. */
const isQuestion = /[?]|(吗|么|呢)[。!]?$|是不是|会不会|什么|怎么|谁|^(假如|如果|要是)/

interface Pointed {
  raw: string
  said: string
  points: number
  label: GuessLabel
}

function ratePoints({ raw, said, points, label }: Pointed, hints: AnswerHints): Answer {
  const isUnsolved = label === 'unsolved' || (saysUnsolved(said) && points <= 3)
  const answer = rating(said, points, isUnsolved && points <= 3)
  const rest = readBeside({ raw, label }, hints)
  return rest === undefined || rest === '' ? answer : { ...answer, rest }
}

const asks = (clause: string) => isQuestion.test(normaliseText(clause))

/** What is told or asked besides points. */
function readBeside({ raw, label }: Pick<Pointed, 'raw' | 'label'>, hints: AnswerHints): string | undefined {
  if (label === 'new-problem') return partAnswer(raw, hints).rest
  const { pointed, others } = partPoints(raw)
  const asked = label === 'other' && pointed.length > 0 ? others.filter(asks) : []
  return partAside(raw)?.rest ?? asked.join('').trim()
}

/** Another trouble, and the verdict where one stands beside it. */
function readTold(raw: string, hints: AnswerHints): Answer {
  const { main, rest } = partAnswer(raw, hints)
  const said = normaliseText(main)
  if (!rest || !(saysUnsolved(said) || weighWords(said).length > 0)) return { kind: 'new-problem' }
  const answer = rateAnswer(main, { ...hints, reports: undefined, asks: false })
  if (answer.kind !== 'rating') return { kind: 'new-problem' }
  return { ...answer, score: readScore(normaliseText(raw), answer.score), rest }
}

type Rating = Extract<Answer, { kind: 'rating' }>

/** From this chance on that it is bad, an answer whose words no rule knows opens work again. */
const sure = 0.8

function mark(answer: Rating, said: string, guess: AnswerGuess): Rating {
  const isKnown = weighWords(said).length > 0 || saysUnsolved(said) || readSign(said) !== undefined
  const isBad = guess.unsolved + guess['1'] + guess['2'] >= sure
  return isKnown || isBad ? answer : { ...answer, isGuess: true }
}
