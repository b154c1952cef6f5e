import type { Button } from '../../../messaging/message.ts'

const markPattern = /\*\*(?![\s*])(.+?)(?<![\s*])\*\*/gs

/** The text without the stars of `**…**`: WeChat shows them as they are. A `**` without a partner stays. */
export function dropMarks(source: string): string {
  return source.replace(/\p{Surrogate}/gu, '\uFFFD').replace(markPattern, '$1')
}

/** Buttons as numbered choices under the text; whoever reads them answers with the number. */
export function writeChoices(text: string, buttons: Button[][] | undefined): string {
  const choices = buttons?.flat() ?? []
  if (choices.length === 0) return text
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label}`)
  return `${text}\n\n${lines.join('\n')}\n回复数字即可。`
}

const numberPattern = /^\s*[（(【]?(\d{1,2}|[１-９])[)）】]?[.．、。]?\s*$/u

/** Whether the text is a bare number, as one answers choices. */
export function isNumber(text: string): boolean {
  return numberPattern.test(text)
}

/** The value of the choice that a bare number means, or undefined where it is no number or names none. */
export function readChoice(text: string, buttons: Button[][] | undefined): string | undefined {
  const digits = numberPattern.exec(text)?.[1]?.normalize('NFKC')
  if (!digits) return undefined
  return buttons?.flat()[Number(digits) - 1]?.value
}
