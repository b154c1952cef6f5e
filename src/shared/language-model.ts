import { LinliError } from './errors.ts'

export interface ModelMessage {
  role: 'system' | 'user'
  content: string
}

export interface TokenUsage {
  inputTokens: number
  outputTokens: number
}

/** JSON schema of the wanted object; every property required and no others, as strict servers ask. */
export interface ObjectSchema {
  /** Letters, digits, `_` and `-`; at most 64 (OpenAI's limit). */
  name: string
  description: string
  schema: Record<string, unknown>
}

export interface TextRequest {
  messages: ModelMessage[]
  maxOutputTokens: number
  /** Ends the call before its own deadline, e.g. when the turn's time is over. */
  signal?: AbortSignal
}

export interface ObjectRequest extends TextRequest {
  schema: ObjectSchema
}

/** A language model at an OpenAI-compatible server. Both methods reject with `ModelFailed` and nothing else. */
export interface LanguageModel {
  /** Gives the parsed JSON of the answer; whether it fits the schema is for the caller to check. */
  askForObject(request: ObjectRequest): Promise<TokenUsage & { value: unknown }>
  /** Gives plain text; no tools are offered to the model. */
  askForText(request: TextRequest): Promise<TokenUsage & { text: string }>
}

export type ModelFailure = 'timeout' | 'refused' | 'unreachable' | 'nonsense' | 'open-circuit'

/** The model gave no usable answer. Callers take the offline path; a resident never sees this. */
export class ModelFailed extends LinliError {
  readonly reason: ModelFailure
  constructor(reason: ModelFailure, message: string, options?: { cause?: unknown }) {
    super('model-failed', message, options)
    this.name = 'ModelFailed'
    this.reason = reason
  }
}
