import { XMLParser } from 'fast-xml-parser'

// Ids have 64 bits and must stay text; entities are never expanded.
const parser = new XMLParser({
  parseTagValue: false,
  processEntities: false,
  ignoreAttributes: true,
  trimValues: false,
})

/** The fields of a callback's `<xml>`; undefined where the body is no such thing. Nested fields are left out. */
export function readXml(body: string): Record<string, string> | undefined {
  if (/<!(DOCTYPE|ENTITY)/iu.test(body)) return undefined
  try {
    const parsed: unknown = parser.parse(body)
    const root = (parsed as { xml?: unknown } | undefined)?.xml
    if (typeof root !== 'object' || root === null) return undefined
    return Object.fromEntries(
      Object.entries(root).filter((field): field is [string, string] => typeof field[1] === 'string'),
    )
  } catch {
    return undefined
  }
}

/** Text as a CDATA section; `]]>` within is split, so that no text can end it. */
export function writeCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}
