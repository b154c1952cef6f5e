import { ticketCategories } from '../../shared/vocabulary.ts'
import { categoryLexicon } from './category-lexicon.ts'
import { decideCategory, lexiconScore } from './classify-category.ts'
import { type Cue, cues, says } from './cues.ts'
import { readConfirmation } from './read-confirmation.ts'
import { readAppointment, readPhone } from './read-contact.ts'
import { readPlace, saysCorrection } from './read-place.ts'
import { readRating } from './read-rating.ts'
import { recogniseDanger } from './recognise-danger.ts'

/** Where the talk stands when a message comes; it tells what short and ambiguous words mean. */
export type Situation = 'nothing-open' | 'ticket-open' | 'resolved'

const cueNames = Object.keys(cues) as Cue[]
const lengths = [3, 6, 10, 16, 28, 60]

/** Gives the names of what the rules find in the normalised words: the trained heads have learnt how far each can be trusted. */
export function readSigns(said: string, situation?: Situation): string[] {
  return [
    ...cueNames.filter(cue => says(said, cue)).map(cue => `cue ${cue}`),
    ...readCategorySigns(said),
    ...readShape(said),
    ...(situation ? [situation] : []),
  ]
}

function readCategorySigns(said: string): string[] {
  const decided = decideCategory(said)
  const scored = ticketCategories
    .map(category => ({ category, score: lexiconScore(said, category) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const [first] = scored
  return [
    ...(decided ? [`decided ${decided}`] : []),
    ...scored.slice(0, 2).map(({ category }) => `words ${category}`),
    ...(first ? [`most ${first.category}`, 'matter'] : ['no matter']),
  ]
}

const shapes: readonly (readonly [string, (said: string) => boolean])[] = [
  ['place', said => readPlace(said) !== undefined],
  ['phone', said => readPhone(said) !== undefined],
  ['time', said => readAppointment(said) !== undefined],
  ['corrects', saysCorrection],
  ['rating', said => readRating(said, false) !== undefined],
  ['danger', said => recogniseDanger(said) !== undefined],
  ['asks', said => /[?？]/.test(said)],
  ['exclaims', said => /[!！]/.test(said)],
]

function readShape(said: string): string[] {
  const answer = readConfirmation(said)
  return [
    ...(answer ? [`answer ${answer.answer} ${answer.rest === '' ? 'alone' : 'and more'}`] : []),
    ...shapes.filter(([, holds]) => holds(said)).map(([name]) => name),
    `length ${lengths.findIndex(length => said.length <= length)}`,
  ]
}

/** Every sign there is. */
export const allSigns: readonly string[] = [
  ...cueNames.map(cue => `cue ${cue}`),
  ...Object.keys(categoryLexicon).flatMap(category => [
    `decided ${category}`,
    `words ${category}`,
    `most ${category}`,
  ]),
  ...['yes alone', 'yes and more', 'no alone', 'no and more'].map(name => `answer ${name}`),
  ...['no matter', 'matter', ...shapes.map(([name]) => name)],
  ...[-1, ...lengths.keys()].map(index => `length ${index}`),
  ...['nothing-open', 'ticket-open', 'resolved'],
]
