/** Field numbers of onnx.proto; wire type 2 (length-delimited) in the low three bits of a tag. */
const modelIrVersion = 0x08
const modelGraph = 0x3a
const modelOperatorSet = 0x42
const graphNode = 0x0a
const nodeOperator = 0x22
const nodeAttribute = 0x2a
const nodeDomain = Buffer.from([0x3a, 0x0d, ...Buffer.from('com.microsoft')])
const wantedOperatorSet = 19
const wantedIrVersion = 9

interface Field {
  tag: number
  /** Bytes of the whole field, tag and length included. */
  raw: Buffer
  /** Payload of a length-delimited field, else empty. */
  payload: Buffer
}

/**
 * Gives the same ONNX model labelled for an older runtime: format 10 → 9, operator set 21 → 19. The only operator used
 * that is younger than set 19 is Gelu; the runtime has carried the very same one under com.microsoft for longer.
 */
export function adaptModelFormat(model: Buffer): Buffer {
  return Buffer.concat(readFields(model).flatMap(adaptModelField))
}

function adaptModelField(field: Field): Buffer[] {
  if (field.tag === modelIrVersion) return [Buffer.from([modelIrVersion, wantedIrVersion])]
  if (field.tag === modelGraph) return wrap(modelGraph, readFields(field.payload).flatMap(adaptGraphField))
  if (field.tag === modelOperatorSet && !field.raw.includes('com.microsoft')) {
    return wrap(modelOperatorSet, [Buffer.from([0x0a, 0x00, 0x10, wantedOperatorSet])])
  }
  return [field.raw]
}

function adaptGraphField(field: Field): Buffer[] {
  if (field.tag !== graphNode) return [field.raw]
  const parts = readFields(field.payload)
  const isGelu = parts.some(part => part.tag === nodeOperator && part.payload.equals(Buffer.from('Gelu')))
  if (!isGelu) return [field.raw]
  const attributes = parts.filter(part => part.tag === nodeAttribute)
  if (attributes.some(part => part.payload.includes('tanh'))) throw new Error('the model approximates Gelu')
  const kept = parts.filter(part => part.tag !== nodeAttribute).map(part => part.raw)
  return wrap(graphNode, [...kept, nodeDomain])
}

function wrap(tag: number, parts: Buffer[]): Buffer[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return [Buffer.from([tag, ...encodeVarint(length)]), ...parts]
}

function readFields(message: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  while (at < message.length) {
    const field = readField(message, at)
    fields.push(field)
    at += field.raw.length
  }
  return fields
}

function readField(message: Buffer, begin: number): Field {
  const tag = decodeVarint(message, begin)
  const wireType = tag.value & 7
  if (wireType === 2) {
    const length = decodeVarint(message, tag.end)
    const end = length.end + length.value
    if (end > message.length) throw new Error('the model file is cut off')
    return { tag: tag.value, raw: message.subarray(begin, end), payload: message.subarray(length.end, end) }
  }
  const end = findScalarEnd(message, tag.end, wireType)
  return { tag: tag.value, raw: message.subarray(begin, end), payload: Buffer.alloc(0) }
}

function findScalarEnd(message: Buffer, begin: number, wireType: number): number {
  if (wireType === 0) return decodeVarint(message, begin).end
  if (wireType === 1) return begin + 8
  if (wireType === 5) return begin + 4
  throw new Error(`the model file holds an unknown wire type ${wireType}`)
}

function decodeVarint(message: Buffer, begin: number): { value: number; end: number } {
  let value = 0
  let scale = 1
  for (let at = begin; at < message.length; at++) {
    const byte = message[at] ?? 0
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return { value, end: at + 1 }
    scale *= 128
  }
  throw new Error('the model file is cut off')
}

function encodeVarint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}
