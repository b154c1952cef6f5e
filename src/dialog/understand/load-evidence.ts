import { loadTextModel, predictLabels, type TextModel } from '../../shared/text-model.ts'
import type { Evidence } from './turn.ts'

/** How much the model's voice counts beside the word lists, whose words weigh about 3. */
const voice = 1.5

/** Gives the evidence of the trained models; loads about 0.8 MB. Throws when a model is missing. */
export function loadEvidence(): Evidence {
  const category = loadTextModel('category')
  const act = loadTextModel('act')
  return {
    category: said => spread(category, said, voice),
    act: said => spread(act, said, 1),
  }
}

function spread(model: TextModel, said: string, factor: number): Record<string, number> {
  const chances = predictLabels(model, said)
  return Object.fromEntries(model.labels.map((label, index) => [label, (chances[index] ?? 0) * factor]))
}
