import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'

export type Language = 'zh-CN' | 'en'
export type TextKey = keyof typeof zhCn

const tables: Record<Language, Record<TextKey, string>> = { 'zh-CN': zhCn, en }
const storageKey = 'linli.language'

function chooseLanguage(): Language {
  const kept = localStorage.getItem(storageKey)
  if (kept === 'zh-CN' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

let language: Language = chooseLanguage()

export function currentLanguage(): Language {
  return language
}

/** Keeps the choice; the page is drawn anew by whoever calls this. */
export function switchLanguage(): void {
  language = language === 'en' ? 'zh-CN' : 'en'
  localStorage.setItem(storageKey, language)
}

/** A text in the present language, with `{name}` filled in. */
export function say(key: TextKey, values: Record<string, string | number> = {}): string {
  return tables[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
