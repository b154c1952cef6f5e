import { ModelFailed } from '../shared/language-model.ts'

/** Gives the JSON object in a model's text: bare, in a code fence, or between words. Throws `ModelFailed('nonsense')`. */
export function readJson(text: string): unknown {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start < 0 || end < start)
    throw new ModelFailed('nonsense', 'the model answered without any JSON object')
  try {
    return JSON.parse(text.slice(start, end + 1))
  } catch (cause) {
    throw new ModelFailed('nonsense', 'the model answered with broken JSON', { cause })
  }
}
