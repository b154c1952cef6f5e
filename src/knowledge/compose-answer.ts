import type { Language } from '../shared/vocabulary.ts'
import type { Citation } from './answer.ts'
import { maxQuotedLength, type Quote } from './choose-quotes.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'

const cutOffNote = {
  'zh-CN': '（这份文件到这里就中断了，后面的内容没有收录。）',
  en: '(The document ends there; what follows is missing.)',
}

/** Writes the answer: verbatim quotations, each with its source, in the frame of the resident's language. */
export function composeAnswer(quotes: Quote[], language: Language): { text: string; citations: Citation[] } {
  const kept = keepWithinLength(quotes)
  const lines = kept.map(quote => `${endSentence(quote)}${citeSource(quote.passage)}`)
  if (kept.some(quote => quote.passage.isCutOff)) lines.push(cutOffNote[language])
  const isForeign = language === 'en' && kept.some(quote => quote.passage.language !== 'en')
  const frame = isForeign ? 'Our documents say (in Chinese): ' : ''
  return { text: frame + lines.join('\n'), citations: kept.map(quote => toCitation(quote.passage)) }
}

export function toCitation(passage: KnowledgePassage): Citation {
  return { document: passage.documentTitle, clause: passage.clause, passageId: passage.passageId }
}

function keepWithinLength(quotes: Quote[]): Quote[] {
  const kept: Quote[] = []
  let length = 0
  for (const quote of quotes) {
    if (kept.some(other => other.text.includes(quote.text))) continue
    length += quote.text.length
    if (kept.length > 0 && length > maxQuotedLength) break
    kept.push(quote)
  }
  return kept
}

function endSentence({ text, passage }: Quote): string {
  if (/[。！？.!?]$/.test(text)) return text
  // A sentence that breaks off must not look whole.
  if (passage.isCutOff && passage.text.endsWith(text)) return `${text}……`
  return text.replace(/[；;，,：:]$/, '') + (passage.language === 'en' ? '.' : '。')
}

/** 《投诉处理标准》第3条; a document without clause numbers is cited by its section. */
export function citeSource(passage: KnowledgePassage): string {
  if (passage.language === 'en') {
    const place = passage.clause || (passage.heading ? `“${passage.heading}”` : '')
    return ` (“${passage.documentTitle}”${place ? `, ${place}` : ''})`
  }
  const place = passage.clause || (passage.heading ? `“${passage.heading}”` : '')
  return `（《${passage.documentTitle}》${place}）`
}
