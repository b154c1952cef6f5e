import type { Language } from '../shared/vocabulary.ts'
import { alertsEn } from './alerts-en.ts'
import { type AlertTexts, alertsZhCn } from './alerts-zh-cn.ts'
import { en } from './en.ts'
import { staffEn } from './staff-en.ts'
import { type StaffTexts, staffZhCn } from './staff-zh-cn.ts'
import { type Texts, zhCn } from './zh-cn.ts'

const catalogues: Record<Language, Texts> = { 'zh-CN': zhCn, en }

/** All that is said in a language. */
export function textsFor(language: Language): Texts {
  return catalogues[language]
}

export type { Texts }

const staffCatalogues: Record<Language, StaffTexts> = { 'zh-CN': staffZhCn, en: staffEn }

/** All that is said to staff in a language. */
export function staffTextsFor(language: Language): StaffTexts {
  return staffCatalogues[language]
}

export type { StaffTexts }

const alertCatalogues: Record<Language, AlertTexts> = { 'zh-CN': alertsZhCn, en: alertsEn }

/** All that is said of upset residents in a language. */
export function alertTextsFor(language: Language): AlertTexts {
  return alertCatalogues[language]
}

export type { AlertTexts }
