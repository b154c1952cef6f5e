import { z } from 'zod'

const jsonSchema = z.looseObject({ type: z.literal('object') })
const name = z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/)
const text = z.string().min(1)

const message = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: text }),
  z.strictObject({ role: z.literal('user'), content: text }),
  z.strictObject({ role: z.literal('assistant'), content: text.nullable() }),
])

const responseFormat = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name,
      description: z.string().optional(),
      schema: jsonSchema,
      strict: z.boolean().optional(),
    }),
  }),
])

const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({ name, description: z.string().optional(), parameters: jsonSchema }),
})

const chatBody = z.strictObject({
  model: text,
  messages: z.array(message).min(1),
  temperature: z.number().min(0).max(2).optional(),
  max_tokens: z.number().int().min(1).optional(),
  max_completion_tokens: z.number().int().min(1).optional(),
  response_format: responseFormat.optional(),
  tools: z.array(tool).min(1).optional(),
  tool_choice: z.strictObject({ type: z.literal('function'), function: z.strictObject({ name }) }).optional(),
  stream: z.literal(false).optional(),
})

export type ChatBody = z.infer<typeof chatBody>

/** Gives the body as the real service would take it, or the text of its 400. */
export function checkChatBody(raw: unknown): { body: ChatBody } | { error: string } {
  const parsed = chatBody.safeParse(raw)
  if (!parsed.success) return { error: z.prettifyError(parsed.error) }
  const body = parsed.data
  if (body.max_tokens && body.max_completion_tokens)
    return { error: 'max_tokens and max_completion_tokens are exclusive' }
  if (body.tool_choice && !body.tools)
    return { error: 'tool_choice is only allowed when tools are specified' }
  const format = body.response_format
  if (format?.type === 'json_schema' && format.json_schema.strict) {
    const fault = findStrictFault(format.json_schema.schema, 'schema')
    if (fault) return { error: `Invalid schema for response_format: ${fault}` }
  }
  return { body }
}

const allowedKeywords = new Set(
  'type properties required additionalProperties items anyOf enum const description $defs $ref pattern format minimum maximum minItems maxItems'.split(
    ' ',
  ),
)

/** The rules of strict mode: every property required, no others allowed, no oneOf/allOf, no root anyOf. */
function findStrictFault(schema: unknown, path: string): string | undefined {
  if (typeof schema !== 'object' || schema === null) return `${path} is not a schema`
  const node = schema as Record<string, unknown>
  if (path === 'schema' && 'anyOf' in node) return 'schema: anyOf is not permitted at the root'
  const unknown = Object.keys(node).find(key => !allowedKeywords.has(key))
  if (unknown) return `${path}: '${unknown}' is not permitted`
  return findObjectFault(node, path) ?? findChildFault(node, path)
}

function findObjectFault(node: Record<string, unknown>, path: string): string | undefined {
  if (node['type'] !== 'object') return undefined
  const properties = Object.keys((node['properties'] ?? {}) as object)
  const required = new Set(node['required'] as string[] | undefined)
  if (node['additionalProperties'] !== false) return `${path}: 'additionalProperties' must be false`
  const missing = properties.find(property => !required.has(property))
  return missing && `${path}: 'required' must name every property; missing '${missing}'`
}

function findChildFault(node: Record<string, unknown>, path: string): string | undefined {
  const children: [string, unknown][] = [
    ...Object.entries((node['properties'] ?? {}) as object),
    ...Object.entries((node['$defs'] ?? {}) as object),
    ...((node['anyOf'] ?? []) as unknown[]).map((child, at): [string, unknown] => [`anyOf[${at}]`, child]),
    ...('items' in node ? [['items', node['items']] as [string, unknown]] : []),
  ]
  for (const [key, child] of children) {
    const fault = findStrictFault(child, `${path}.${key}`)
    if (fault) return fault
  }
  return undefined
}
