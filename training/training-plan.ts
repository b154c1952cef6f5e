const known = ['sense', 'danger', 'anger', 'answers'] as const
/** Models that can also be made in another folder, to compare. */
const movable: readonly string[] = ['sense', 'danger']

export type TrainedModel = (typeof known)[number]

/** Which models are to be made, and in which folder when not in `models/`. */
export interface TrainingPlan {
  models: TrainedModel[]
  to?: string
}

/**
 * Reads `[sense|danger|anger|answers …] [--to FOLDER]`; without names all models are made. Gives what is wrong instead where the words
 * are not of that form.
 */
export function readTrainingPlan(words: readonly string[]): TrainingPlan | { problem: string } {
  const at = words.indexOf('--to')
  const to = at < 0 ? undefined : words[at + 1]
  if (at >= 0 && (to === undefined || to.startsWith('--'))) return { problem: '--to needs a folder' }
  const names = at < 0 ? [...words] : [...words.slice(0, at), ...words.slice(at + 2)]
  const odd = names.find(name => !known.some(model => model === name))
  if (odd !== undefined) return { problem: `no such model: ${odd}; expected ${known.join(', ')}` }
  const models = known.filter(model => names.length === 0 || names.includes(model))
  const fixed = models.find(model => !movable.includes(model))
  if (to !== undefined && fixed !== undefined)
    return { problem: `${fixed} is made in models/ only; name ${movable.join(' or ')} with --to` }
  return to === undefined ? { models } : { models, to }
}
