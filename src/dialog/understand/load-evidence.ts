import type { SentenceSense } from '../../shared/sentence-sense.ts'
import { loadTextModel, predictLabels, type TextModel } from '../../shared/text-model.ts'
import type { Evidence } from './turn.ts'

/** How much the n-gram model counts beside the word lists, whose words weigh about 3. */
const voice = 1.5
/** How much the meaning of the sentence counts where it is read. */
const senseVoice = 5

/** Gives the evidence of the trained models; loads about 0.8 MB. Throws when a model is missing. */
export function loadEvidence(sense?: SentenceSense): Evidence {
  const category = loadTextModel('category')
  const act = loadTextModel('act')
  return {
    category: said => {
      const read = sense?.read('category', said)
      const words = spread(category, said, read ? voice / 2 : voice)
      return read ? addWeighted(words, read, senseVoice) : words
    },
    act: said => sense?.read('act', said) ?? spread(act, said, 1),
    means: said => sense?.read('act', said),
  }
}

function spread(model: TextModel, said: string, factor: number): Record<string, number> {
  const chances = predictLabels(model, said)
  return Object.fromEntries(model.labels.map((label, index) => [label, (chances[index] ?? 0) * factor]))
}

const addWeighted = (words: Record<string, number>, read: Readonly<Record<string, number>>, factor: number) =>
  Object.fromEntries(
    Object.entries(words).map(([label, value]) => [label, value + factor * (read[label] ?? 0)]),
  )
