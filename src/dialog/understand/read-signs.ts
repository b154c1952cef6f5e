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
  const signs: string[] = cueNames.filter(cue => says(said, cue)).map(cue => `cue ${cue}`)
  const decided = decideCategory(said)
  if (decided) signs.push(`decided ${decided}`)
  const scored = ticketCategories
    .map(category => ({ category, score: lexiconScore(said, category) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  for (const { category } of scored.slice(0, 2)) signs.push(`words ${category}`)
  if (scored[0]) signs.push(`most ${scored[0].category}`)
  signs.push(scored.length === 0 ? 'no matter' : 'matter')
  const answer = readConfirmation(said)
  if (answer) signs.push(`answer ${answer.answer} ${answer.rest === '' ? 'alone' : 'and more'}`)
  if (readPlace(said)) signs.push('place')
  if (readPhone(said)) signs.push('phone')
  if (readAppointment(said)) signs.push('time')
  if (saysCorrection(said)) signs.push('corrects')
  if (readRating(said, false) !== undefined) signs.push('rating')
  if (recogniseDanger(said)) signs.push('danger')
  if (/[?？]/.test(said)) signs.push('asks')
  if (/[!！]/.test(said)) signs.push('exclaims')
  signs.push(`length ${lengths.findIndex(length => said.length <= length)}`)
  if (situation) signs.push(situation)
  return signs
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
  ...['no matter', 'matter', 'place', 'phone', 'time', 'corrects', 'rating', 'danger', 'asks', 'exclaims'],
  ...[-1, ...lengths.keys()].map(index => `length ${index}`),
  ...['nothing-open', 'ticket-open', 'resolved'],
]
