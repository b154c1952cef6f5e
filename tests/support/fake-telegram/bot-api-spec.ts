import { readFileSync } from 'node:fs'

interface Spec {
  methods: Record<string, Record<string, string>>
  types: Record<string, Record<string, string>>
  unions: Record<string, string[]>
}

const file = new URL('../../fixtures/telegram-bot-api/bot-api.json', import.meta.url)
const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec

/** A file that came with a multipart call. */
export class UploadedFile {
  readonly bytes: Buffer
  readonly name: string
  constructor(bytes: Buffer, name: string) {
    this.bytes = bytes
    this.name = name
  }
}

export function knowsMethod(method: string): boolean {
  return method in spec.methods
}

/** What is wrong with a call, by the Bot API's own tables; empty when nothing is. */
export function checkCall(method: string, params: Record<string, unknown>): string[] {
  return checkFields(spec.methods[method] ?? {}, params, method)
}

/** What is wrong with an object of a named type, e.g. `Update`. */
export function checkObject(type: string, value: unknown): string[] {
  return checkType(type, value, type)
}

/** Reads the strings of a form as the types their parameters have. */
export function readForm(method: string, form: Record<string, unknown>): Record<string, unknown> {
  const fields = spec.methods[method] ?? {}
  const read = (name: string, value: unknown) => {
    const types = (fields[name] ?? 'String').replace('!', '').split('|')
    return typeof value === 'string' ? readFormValue(types, value) : value
  }
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, read(name, value)]))
}

function readFormValue(types: string[], text: string): unknown {
  if (types.includes('Integer') && /^-?\d+$/.test(text)) return Number(text)
  if (types.includes('Boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  if (types.includes('String') || types.includes('InputFile')) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function checkFields(fields: Record<string, string>, value: object, at: string): string[] {
  const given = value as Record<string, unknown>
  const wrong: string[] = []
  for (const name of Object.keys(given)) if (!(name in fields)) wrong.push(`${at}.${name} is unknown`)
  for (const [name, types] of Object.entries(fields)) {
    const field = given[name]
    if (field !== undefined) wrong.push(...checkAny(types.replace('!', ''), field, `${at}.${name}`))
    else if (types.startsWith('!')) wrong.push(`${at}.${name} is missing`)
  }
  return wrong
}

/** One of the types must fit; the complaint is that of the type that comes nearest. */
function checkAny(types: string, value: unknown, at: string): string[] {
  const complaints = types.split('|').map(type => checkType(type, value, at))
  return complaints.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function checkType(type: string, value: unknown, at: string): string[] {
  if (type.startsWith('Array of ')) {
    if (!Array.isArray(value)) return [`${at} is no array`]
    return value.flatMap((item, index) => checkType(type.slice(9), item, `${at}[${index}]`))
  }
  const primitive = primitives[type]
  if (primitive) return primitive(value) ? [] : [`${at} is no ${type}`]
  const union = spec.unions[type]
  if (union) return checkAny(union.join('|'), value, at)
  const fields = spec.types[type]
  if (!fields) return [`${at} has the unlisted type ${type}`]
  if (typeof value !== 'object' || value === null) return [`${at} is no ${type}`]
  return checkFields(fields, value, at)
}

const primitives: Record<string, (value: unknown) => boolean> = {
  Integer: Number.isSafeInteger,
  Float: value => typeof value === 'number',
  String: value => typeof value === 'string',
  Boolean: value => typeof value === 'boolean',
  True: value => value === true,
  InputFile: value => value instanceof UploadedFile,
}
