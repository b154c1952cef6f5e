import type { ChatCompletionCreateParamsNonStreaming as ChatParams } from 'openai/resources/chat/completions'
import type { ObjectSchema, TextRequest } from '../shared/language-model.ts'

/** Ways to ask for an object, best first; servers differ in which they know. */
export const objectFormats = ['json-schema', 'function', 'plain-json'] as const
export type ObjectFormat = (typeof objectFormats)[number]

/** What a server has been found to accept. */
export interface ChatDialect {
  format: ObjectFormat
  tokenLimit: 'max_completion_tokens' | 'max_tokens'
  /** Reasoning models refuse any temperature but their own. */
  acceptsTemperature: boolean
}

export const firstDialect: ChatDialect = {
  format: 'json-schema',
  tokenLimit: 'max_completion_tokens',
  acceptsTemperature: true,
}

/** Gives the body for one chat completion in the server's dialect; without a schema plain text is asked for. */
export function writeChatParams(
  request: TextRequest & { schema?: ObjectSchema },
  model: string,
  dialect: ChatDialect,
): ChatParams {
  const params: ChatParams = { model, messages: [...request.messages] }
  params[dialect.tokenLimit] = request.maxOutputTokens
  if (dialect.acceptsTemperature) params.temperature = 0
  if (request.schema) addSchema(params, request.schema, dialect.format)
  return params
}

function addSchema(params: ChatParams, wanted: ObjectSchema, format: ObjectFormat): void {
  const { name, description, schema } = wanted
  if (format === 'json-schema') {
    params.response_format = { type: 'json_schema', json_schema: { name, description, schema, strict: true } }
  } else if (format === 'function') {
    params.tools = [{ type: 'function', function: { name, description, parameters: schema } }]
    params.tool_choice = { type: 'function', function: { name } }
  } else {
    const order = `Answer with one JSON object and nothing else. Its JSON schema: ${JSON.stringify(schema)}`
    params.messages = [{ role: 'system', content: order }, ...params.messages]
  }
}

/**
 * Gives the dialect to try after the server refused a body (400, 404, 415, 422, 501), or undefined when there is
 * none left. `complaint` is the server's error text; what it names is changed first, else the format steps down.
 */
export function stepDown(
  dialect: ChatDialect,
  complaint: string,
  wantsObject: boolean,
): ChatDialect | undefined {
  const saidFormat = /response_format|json_schema|tool|function/i.test(complaint)
  if (!saidFormat && dialect.acceptsTemperature && /temperature/i.test(complaint)) {
    return { ...dialect, acceptsTemperature: false }
  }
  if (dialect.tokenLimit === 'max_completion_tokens' && /max_(completion_)?tokens/i.test(complaint)) {
    return { ...dialect, tokenLimit: 'max_tokens' }
  }
  return wantsObject ? nextFormat(dialect) : undefined
}

/** Gives the same dialect with the next simpler format, or undefined after the last. */
export function nextFormat(dialect: ChatDialect): ChatDialect | undefined {
  const format = objectFormats[objectFormats.indexOf(dialect.format) + 1]
  return format && { ...dialect, format }
}
