import { z } from 'zod'
import type { Clock } from '../shared/clock.ts'
import { ModelFailed } from '../shared/language-model.ts'
import type { Log } from '../shared/log.ts'
import { createOpenAiClient, type ServerOptions } from './create-openai-client.ts'
import { runWithDeadline } from './deadline.ts'
import { statusOf, toModelFailed } from './to-model-failed.ts'

export interface RemoteEmbedderOptions extends ServerOptions {
  model: string
  log: Log
  clock: Clock
  /** Real milliseconds for one batch. */
  deadlineMs?: number
}

export interface RemoteEmbedder {
  /** Gives a vector of length 1 for each text, in order. Rejects with `ModelFailed`. */
  embed(texts: string[], signal?: AbortSignal): Promise<Float32Array[]>
}

/** Texts per request; OpenAI takes 2,048, smaller servers as few as 64. */
const batchSize = 64
const maxTextCharacters = 8_000
const maxAnswerBytes = 8 * 1024 * 1024

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
})

/** Gives vectors from an OpenAI-compatible server. Callers mask personal data and keep the built-in embedder for failures. */
export function createRemoteEmbedder(options: RemoteEmbedderOptions): RemoteEmbedder {
  const { clock, log, model, deadlineMs = 8_000 } = options
  const client = createOpenAiClient(options, maxAnswerBytes)

  const embedBatch = async (texts: string[], signal?: AbortSignal): Promise<Float32Array[]> => {
    // Numbers, not base64: servers other than OpenAI's often know only these.
    const input = texts.map(text => text.slice(0, maxTextCharacters) || ' ')
    const body = { model, input, encoding_format: 'float' as const }
    const raw: unknown = await runWithDeadline({ clock, deadlineMs, signal }, inner =>
      client.embeddings.create(body, { signal: inner }),
    )
    return readVectors(raw, texts.length)
  }

  return {
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      try {
        for (let from = 0; from < texts.length; from += batchSize) {
          vectors.push(...(await embedBatch(texts.slice(from, from + batchSize), signal)))
        }
        return vectors
      } catch (error) {
        const failure = toModelFailed(error)
        log.warn(
          { reason: failure.reason, status: statusOf(failure) },
          'the embedding server gave no vectors',
        )
        throw failure
      }
    },
  }
}

function readVectors(raw: unknown, wanted: number): Float32Array[] {
  const answer = answerSchema.safeParse(raw)
  const sorted = [...(answer.data?.data ?? [])].sort((a, b) => a.index - b.index)
  const size = sorted[0]?.embedding.length
  const isComplete = sorted.length === wanted && sorted.every((one, at) => one.index === at)
  if (!isComplete || sorted.some(one => one.embedding.length !== size)) {
    throw new ModelFailed('nonsense', 'the embedding server gave other vectors than asked for')
  }
  return sorted.map(one => toUnitLength(one.embedding))
}

function toUnitLength(values: number[]): Float32Array {
  const length = Math.hypot(...values)
  if (!Number.isFinite(length) || length === 0)
    throw new ModelFailed('nonsense', 'an embedding has no direction')
  return Float32Array.from(values, value => value / length)
}
