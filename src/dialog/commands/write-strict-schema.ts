import { z } from 'zod'

const keptKeywords = new Set([
  'type',
  'properties',
  'items',
  'anyOf',
  'enum',
  'const',
  '$ref',
  '$defs',
  'description',
])

/**
 * Gives the JSON schema of a zod schema in the form that strict servers take: every property required (an optional
 * one may be null), no further properties, no limits of length or size (zod checks those afterwards).
 */
export function writeStrictSchema(schema: z.ZodType): Record<string, unknown> {
  return tighten(z.toJSONSchema(schema)) as Record<string, unknown>
}

function tighten(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tighten)
  if (typeof node !== 'object' || node === null) return node
  const source = node as Record<string, unknown>
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(source)) {
    if (!keptKeywords.has(key)) continue
    result[key] = key === 'properties' || key === '$defs' ? tightenEach(value) : tighten(value)
  }
  if (!('properties' in source)) return result
  return closeObject(result, new Set((source['required'] as string[] | undefined) ?? []))
}

function tightenEach(map: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map as object).map(([name, child]) => [name, tighten(child)]))
}

function closeObject(node: Record<string, unknown>, required: Set<string>): Record<string, unknown> {
  const properties = Object.entries(node['properties'] as object).map(([name, child]) => [
    name,
    required.has(name) ? child : { anyOf: [child, { type: 'null' }] },
  ])
  return {
    ...node,
    properties: Object.fromEntries(properties),
    required: properties.map(([name]) => name),
    additionalProperties: false,
  }
}

/** Gives the value without properties that are null: the other half of "required but nullable". */
export function dropNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, child]) => child !== null)
  return Object.fromEntries(kept.map(([name, child]) => [name, dropNulls(child)]))
}
