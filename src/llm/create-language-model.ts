import type { Clock } from '../shared/clock.ts'
import type { LanguageModel, ModelFailed, ObjectSchema, TextRequest } from '../shared/language-model.ts'
import type { Log } from '../shared/log.ts'
import { type ChatDialect, firstDialect, nextFormat } from './chat-dialect.ts'
import { type CircuitBreaker, createCircuitBreaker, type Weight } from './circuit-breaker.ts'
import { type ChatReply, completeChat } from './complete-chat.ts'
import { createOpenAiClient, type ServerOptions } from './create-openai-client.ts'
import { GivenUp, runWithDeadline, sleepRealMs } from './deadline.ts'
import { readJson } from './read-json.ts'
import { retryAfterMsOf, statusOf, toModelFailed } from './to-model-failed.ts'

export interface LanguageModelOptions extends ServerOptions {
  model: string
  log: Log
  clock: Clock
  /** Real milliseconds for one question, its retry included (DESIGN §5: 8 s). */
  deadlineMs?: number
  breaker?: { failuresToOpen: number; openMs: number; maxOpenMs: number }
}

export interface GuardedLanguageModel extends LanguageModel {
  /** For readiness and metrics. */
  circuit(): ReturnType<CircuitBreaker['state']>
}

const maxAnswerBytes = 256 * 1024
const defaultBreaker = { failuresToOpen: 5, openMs: 30_000, maxOpenMs: 300_000 }
const retryPauseMs = 200

/**
 * Gives a language model at an OpenAI-compatible server: one deadline over everything, one retry, a circuit
 * breaker, and the server's dialect remembered for as long as the process lives.
 */
export function createLanguageModel(options: LanguageModelOptions): GuardedLanguageModel {
  const { clock, log, deadlineMs = 8_000 } = options
  const client = createOpenAiClient(options, maxAnswerBytes)
  const breaker = createCircuitBreaker({ clock, ...(options.breaker ?? defaultBreaker) }, weigh)
  let dialect = firstDialect

  const complete = async (call: Attempt): Promise<ChatReply> => {
    const { request, signal } = call
    const reply = await completeChat(
      { client, model: options.model, request, signal },
      call.dialect ?? dialect,
    )
    // Only what the server refused is remembered: a single answer in prose must not cost all later ones the schema.
    if (!call.dialect && reply.dialect !== dialect) {
      dialect = reply.dialect
      log.info({ dialect }, 'the language model accepts a simpler dialect')
    }
    return reply
  }

  const ask = async <T>(request: Wanted, read: (content: string) => T): Promise<Answer<T>> => {
    const spent = { inputTokens: 0, outputTokens: 0 }
    const deadline = { clock, deadlineMs, signal: request.signal }
    const attempt = async (signal: AbortSignal, simpler?: ChatDialect): Promise<Answer<T>> => {
      const reply = await complete({ request, signal, dialect: simpler })
      spent.inputTokens += reply.inputTokens
      spent.outputTokens += reply.outputTokens
      return { ...spent, value: read(reply.content) }
    }
    try {
      return await breaker.run(() =>
        runWithDeadline(deadline, signal =>
          tryTwice({ clock, deadlineMs, signal }, last =>
            attempt(signal, last?.reason === 'nonsense' ? nextFormat(dialect) : undefined),
          ),
        ),
      )
    } catch (error) {
      const failure = toModelFailed(error)
      log.warn(
        { reason: failure.reason, status: statusOf(failure), ...spent },
        'the language model gave no answer',
      )
      throw failure
    }
  }

  return {
    circuit: breaker.state,
    askForObject: request => ask(request, readJson),
    async askForText(request) {
      const { value, ...usage } = await ask(request, content => content.trim())
      return { ...usage, text: value }
    },
  }
}

type Wanted = TextRequest & { schema?: ObjectSchema }
type Answer<T> = { value: T; inputTokens: number; outputTokens: number }

interface Attempt {
  request: Wanted
  signal: AbortSignal
  /** Tried once, not remembered. */
  dialect: ChatDialect | undefined
}

/** A slow server opens the circuit at once: a second wait of that length would leave the resident without an answer. */
function weigh(error: unknown): Weight {
  if (error instanceof GivenUp) return 'one'
  const failure = toModelFailed(error)
  if (failure.reason === 'timeout') return 'open'
  const isAboutOneMessage = failure.reason === 'refused' && statusOf(failure) === undefined
  return isAboutOneMessage ? 'none' : 'one'
}

interface RetryLimits {
  clock: Clock
  deadlineMs: number
  signal: AbortSignal
}

async function tryTwice<T>(limits: RetryLimits, attempt: (last?: ModelFailed) => Promise<T>): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    const failure = toModelFailed(error)
    const pauseMs = pauseBeforeRetryMs(failure, limits)
    if (pauseMs === undefined || limits.signal.aborted) throw failure
    await sleepRealMs(limits.clock, pauseMs, limits.signal)
    return await attempt(failure)
  }
}

function pauseBeforeRetryMs(failure: ModelFailed, limits: RetryLimits): number | undefined {
  if (failure.reason === 'nonsense') return 0
  const isBusy = statusOf(failure) === 429
  if (failure.reason !== 'unreachable' && !isBusy) return undefined
  const askedMs = retryAfterMsOf(failure, limits.clock.now().getTime()) ?? retryPauseMs
  return askedMs <= limits.deadlineMs / 2 ? askedMs : undefined
}
