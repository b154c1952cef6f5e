import type OpenAI from 'openai'
import { APIError } from 'openai'
import { z } from 'zod'
import {
  ModelFailed,
  type ObjectSchema,
  type TextRequest,
  type TokenUsage,
} from '../shared/language-model.ts'
import { type ChatDialect, stepDown, writeChatParams } from './chat-dialect.ts'
import { statusOf, toModelFailed } from './to-model-failed.ts'

export interface ChatCall {
  client: OpenAI
  model: string
  request: TextRequest & { schema?: ObjectSchema }
  signal: AbortSignal
}

export interface ChatReply extends TokenUsage {
  content: string
  /** The dialect that was accepted, to be remembered. */
  dialect: ChatDialect
}

const bodyRefusals = new Set([400, 404, 415, 422, 501])

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
})

/** Gives one answer of the server, stepping down its dialect where the body is refused. Rejects with `ModelFailed`. */
export async function completeChat(call: ChatCall, dialect: ChatDialect): Promise<ChatReply> {
  const params = writeChatParams(call.request, call.model, dialect)
  try {
    const raw: unknown = await call.client.chat.completions.create(params, { signal: call.signal })
    return { ...readCompletion(raw), dialect }
  } catch (error) {
    const simpler = isBodyRefusal(error)
      ? stepDown(dialect, complaintOf(error), call.request.schema !== undefined)
      : undefined
    if (!simpler) throw toModelFailed(error)
    return completeChat(call, simpler)
  }
}

function isBodyRefusal(error: unknown): boolean {
  return bodyRefusals.has(statusOf(error) ?? 0)
}

function complaintOf(error: unknown): string {
  return error instanceof APIError ? `${error.param ?? ''} ${error.message}` : ''
}

function readCompletion(raw: unknown): TokenUsage & { content: string } {
  const completion = completionSchema.safeParse(raw)
  const choice = completion.data?.choices[0]
  if (!choice) throw new ModelFailed('nonsense', "the server's answer is not a chat completion")
  const { message, finish_reason: finish } = choice
  if (message.refusal || finish === 'content_filter')
    throw new ModelFailed('refused', 'the model declined to answer')
  const content = message.tool_calls?.[0]?.function.arguments ?? message.content ?? ''
  if (finish === 'length') throw new ModelFailed('nonsense', "the model's answer was cut at its token limit")
  if (content.trim() === '') throw new ModelFailed('nonsense', 'the model answered nothing')
  const usage = completion.data?.usage
  return { content, inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 }
}
