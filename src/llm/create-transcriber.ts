import { toFile } from 'openai'
import { z } from 'zod'
import type { Clock } from '../shared/clock.ts'
import { ModelFailed } from '../shared/language-model.ts'
import type { Log } from '../shared/log.ts'
import { createOpenAiClient, type ServerOptions } from './create-openai-client.ts'
import { runWithDeadline } from './deadline.ts'
import { statusOf, toModelFailed } from './to-model-failed.ts'

export interface TranscriberOptions extends ServerOptions {
  model: string
  log: Log
  clock: Clock
  /** Real milliseconds for one recording. */
  deadlineMs?: number
}

export interface Recording {
  bytes: Uint8Array
  /** With an extension: servers tell the format by it. */
  fileName: string
  mimeType?: string
}

export interface Transcriber {
  /** Gives what was said; empty for silence. Rejects with `ModelFailed`. */
  transcribe(recording: Recording, signal?: AbortSignal): Promise<string>
}

/** OpenAI's limit for one file. */
const maxRecordingBytes = 25 * 1024 * 1024
const maxAnswerBytes = 1024 * 1024

const answerSchema = z.object({ text: z.string() })

/** Gives texts for voice messages from an OpenAI-compatible server. The voice itself leaves the house: it cannot be masked. */
export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { clock, log, model, deadlineMs = 20_000 } = options
  const client = createOpenAiClient(options, maxAnswerBytes)
  return {
    async transcribe(recording, signal) {
      try {
        if (recording.bytes.byteLength > maxRecordingBytes) {
          throw new ModelFailed('refused', `recordings above ${maxRecordingBytes} bytes are not sent`)
        }
        const file = await toFile(recording.bytes, nameOf(recording), {
          type: recording.mimeType ?? 'audio/ogg',
        })
        const body = { file, model, response_format: 'json' as const }
        const raw: unknown = await runWithDeadline({ clock, deadlineMs, signal }, inner =>
          client.audio.transcriptions.create(body, { signal: inner }),
        )
        const answer = answerSchema.safeParse(raw)
        if (!answer.success) throw new ModelFailed('nonsense', 'the transcription server gave no text')
        return answer.data.text.trim()
      } catch (error) {
        const failure = toModelFailed(error)
        log.warn({ reason: failure.reason, status: statusOf(failure) }, 'a recording was not transcribed')
        throw failure
      }
    },
  }
}

/** Telegram's voice notes end in `.oga`, which OpenAI refuses although it is the ogg that it takes. */
function nameOf(recording: Recording): string {
  return recording.fileName.replace(/\.(oga|opus)$/i, '.ogg')
}
