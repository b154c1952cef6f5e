/** Shorter agreements are names and set phrases, which every answer shares with its document. */
const shortestQuotation = 12

/**
 * Gives how many characters of the reply stand word for word in the documents, in pieces of 12 characters or more.
 * Blanks, Markdown marks and punctuation between table cells do not count.
 */
export function countQuoted(reply: string, documents: string[]): number {
  const text = strip(reply)
  const sources = documents.map(strip)
  let quoted = 0
  let at = 0
  while (at < text.length) {
    const length = measureQuotation(text, at, sources)
    if (length >= shortestQuotation) quoted += length
    at += length >= shortestQuotation ? length : 1
  }
  return quoted
}

function measureQuotation(text: string, at: number, sources: string[]): number {
  let length = 0
  let fitting = sources
  while (at + length < text.length && fitting.length > 0) {
    const longer = text.slice(at, at + length + 1)
    fitting = fitting.filter(source => source.includes(longer))
    if (fitting.length > 0) length++
  }
  return length
}

function strip(text: string): string {
  return text.normalize('NFKC').replace(/[\s|*#>_`-]+/g, '')
}
