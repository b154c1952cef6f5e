import type { Language } from '../shared/vocabulary.ts'
import { en } from './en.ts'
import { type Texts, zhCn } from './zh-cn.ts'

const catalogues: Record<Language, Texts> = { 'zh-CN': zhCn, en }

/** All that is said in a language. */
export function textsFor(language: Language): Texts {
  return catalogues[language]
}

export type { Texts }
