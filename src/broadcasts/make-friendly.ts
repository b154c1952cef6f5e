import type { NoticeTexts } from '../i18n/notices.ts'
import { findInsults } from '../shared/find-insults.ts'

const mostBenefits = 3

/** Adds up to three benefits of what the notice is about; a text that names some already, or insults, stays as it is. */
export function makeFriendly(text: string, about: { kind: string; texts: NoticeTexts }): string {
  const { benefits, friendly, listMark } = about.texts
  const fitting = (benefits[about.kind] ?? []).slice(0, mostBenefits)
  const hasSome = /好处|benefit|good for/iu.test(text)
  return fitting.length === 0 || hasSome || findInsults(text).length > 0
    ? text
    : friendly(text, fitting.join(listMark))
}
