import type {
  LanguageModel,
  ModelFailed,
  ObjectRequest,
  TextRequest,
} from '../../src/shared/language-model.ts'

/** What the double answers to one question; a `ModelFailed` is thrown. */
export type ScriptedStep = { object: unknown } | { text: string } | ModelFailed

/** The code under test asked the model more often, or otherwise, than the script says. */
export class UnscriptedQuestion extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnscriptedQuestion'
  }
}

export interface ScriptedModel extends LanguageModel {
  /** Everything that was asked, in order: what would have left the house. */
  readonly asked: (ObjectRequest | TextRequest)[]
  /** Throws when steps are left, or when an unscripted question was swallowed by the code under test. */
  expectAllUsed(): void
}

/** A language model that answers step by step and refuses any question beyond its script. */
export function createScriptedModel(steps: ScriptedStep[]): ScriptedModel {
  const left = [...steps]
  const asked: ScriptedModel['asked'] = []
  let complaint: UnscriptedQuestion | undefined
  const complain = (message: string) => {
    complaint ??= new UnscriptedQuestion(message)
    return complaint
  }
  const next = (request: ObjectRequest | TextRequest): Exclude<ScriptedStep, ModelFailed> => {
    asked.push(request)
    const step = left.shift()
    if (!step) throw complain(`question ${asked.length} was not scripted (${steps.length} steps)`)
    if (step instanceof Error) throw step
    return step
  }
  const usage = { inputTokens: 100, outputTokens: 20 }
  return {
    asked,
    async askForObject(request) {
      const step = next(request)
      if (!('object' in step)) throw complain('an object was asked for, the script has a text')
      return { ...usage, value: step.object }
    },
    async askForText(request) {
      const step = next(request)
      if (!('text' in step)) throw complain('a text was asked for, the script has an object')
      return { ...usage, text: step.text }
    },
    expectAllUsed() {
      if (complaint) throw complaint
      if (left.length > 0) throw new Error(`${left.length} scripted steps of the model were not used`)
    },
  }
}
