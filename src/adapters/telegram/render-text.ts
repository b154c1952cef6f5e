export interface TextEntity {
  type: 'bold'
  /** In UTF-16 units, as Telegram counts. */
  offset: number
  length: number
}

export interface RenderedText {
  text: string
  entities: TextEntity[]
}

// Telegram ignores what comes after a hundred: core.telegram.org/bots/api, "entities".
const mostEntities = 100

/**
 * Turns `**…**` into bold as positions beside the text, so that no character of the text can ever be
 * misread as a mark and refused. A `**` without a partner stays as it is; half a character, which Telegram
 * refuses, becomes U+FFFD.
 */
export function renderText(source: string): RenderedText {
  const marked = source.replace(/\p{Surrogate}/gu, '\uFFFD')
  const entities: TextEntity[] = []
  let text = ''
  let end = 0
  for (const match of marked.matchAll(/\*\*(?![\s*])(.+?)(?<![\s*])\*\*/gs)) {
    text += marked.slice(end, match.index)
    const inner = match[1] ?? ''
    if (entities.length < mostEntities)
      entities.push({ type: 'bold', offset: text.length, length: inner.length })
    text += inner
    end = match.index + match[0].length
  }
  return { text: text + marked.slice(end), entities }
}
