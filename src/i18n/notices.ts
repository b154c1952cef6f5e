import type { Language } from '../shared/vocabulary.ts'
import { noticesEn } from './notices-en.ts'
import { type NoticeTexts, noticesZhCn } from './notices-zh-cn.ts'

const catalogues: Record<Language, NoticeTexts> = { 'zh-CN': noticesZhCn, en: noticesEn }

/** All that notices and activities say in a language. */
export function noticeTextsFor(language: Language): NoticeTexts {
  return catalogues[language]
}

export type { NoticeTexts }
