import { createHash } from 'node:crypto'
import matter from 'gray-matter'
import type { Language } from '../shared/vocabulary.ts'
import { type ReadPassage, readMarkdown } from './read-markdown.ts'

/** A document as its file says, split into passages that can be quoted. */
export interface KnowledgeFile {
  /** Path inside the folder, with forward slashes; identifies the document over time. */
  source: string
  title: string
  language: Language
  owner: string
  reviewOn: string | undefined
  effectiveOn: string | undefined
  expiresOn: string | undefined
  communityId: string | undefined
  hash: string
  passages: ReadPassage[]
}

/** Reads a Markdown file. Never throws: broken front matter is left out and the text still read. */
export function readDocument(source: string, raw: string): KnowledgeFile {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const { data, content } = splitFrontMatter(text)
  const { title, passages } = readMarkdown(content)
  const field = (name: string) => readField(data[name])
  return {
    source,
    title: field('title') ?? title ?? nameOf(source),
    language: field('language') === 'en' ? 'en' : field('language') ? 'zh-CN' : guessLanguage(content),
    owner: field('owner') ?? '',
    reviewOn: field('reviewOn'),
    effectiveOn: field('effectiveOn'),
    expiresOn: field('expiresOn'),
    communityId: field('community'),
    hash: createHash('sha256').update(text).digest('hex'),
    passages,
  }
}

/** gray-matter would run front matter marked as JavaScript; a document is text, never code. */
function splitFrontMatter(text: string): { data: Record<string, unknown>; content: string } {
  try {
    const { data, content } = matter(text, { engines: { javascript: () => ({}) } })
    return { data, content }
  } catch {
    return { data: {}, content: text.replace(/^---\n[\s\S]*?\n---\n/, '') }
  }
}

/** YAML reads 2026-11-23 as a date; everything else is taken as written. */
function readField(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return String(value).trim() || undefined
}

function nameOf(source: string): string {
  return (source.split('/').at(-1) ?? source).replace(/\.[^.]+$/, '')
}

function guessLanguage(text: string): Language {
  const hanCount = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return hanCount * 4 >= text.replace(/\s/g, '').length / 3 ? 'zh-CN' : hanCount > 20 ? 'zh-CN' : 'en'
}
