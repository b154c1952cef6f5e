import OpenAI from 'openai'

export interface ServerOptions {
  apiKey: string
  /** e.g. `https://api.openai.com/v1`; absent: OpenAI. */
  baseUrl?: string | undefined
}

const defaultBaseUrl = 'https://api.openai.com/v1'

/**
 * Gives an SDK client that never retries, logs nothing, follows no redirect (the key would go along) and
 * refuses bodies above `maxBytes`. Address, key and organisation are never taken from the environment.
 */
export function createOpenAiClient(server: ServerOptions, maxBytes: number): OpenAI {
  return new OpenAI({
    apiKey: server.apiKey,
    baseURL: server.baseUrl ?? defaultBaseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
    fetch: async (input, init) => limitBody(await fetch(input, { ...init, redirect: 'error' }), maxBytes),
  })
}

function limitBody(response: Response, maxBytes: number): Response {
  if (!response.body) return response
  let seenBytes = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seenBytes += chunk.byteLength
      if (seenBytes > maxBytes) controller.error(new BodyTooLarge(maxBytes))
      else controller.enqueue(chunk)
    },
  })
  const { status, statusText, headers } = response
  return new Response(response.body.pipeThrough(counter), { status, statusText, headers })
}

/** The server's body passed the limit; the rest was not read. */
export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the model's answer is larger than ${maxBytes} bytes`)
    this.name = 'BodyTooLarge'
  }
}
