import { LinliError } from '../shared/errors.ts'

/** What a canned reply may leave open; the page fills it in before it is sent. */
export const replyVariables = ['name', 'household', 'ticket', 'staff', 'time'] as const

const known: readonly string[] = replyVariables
const listed = replyVariables.map(name => `{${name}}`).join(', ')
const namesIn = (text: string) =>
  [...text.matchAll(/\{\s*([\p{L}_][\p{L}\d_ .-]{0,40}?)\s*\}/gu)].map(([, name = '']) => name)

/** Rejects with `bad-request` where a canned reply leaves open what nobody can fill in. */
export function checkVariables(text: string): void {
  const unknown = namesIn(text).find(name => !known.includes(name))
  if (unknown !== undefined) {
    throw new LinliError('bad-request', `text: {${unknown}} is no variable; expected one of ${listed}.`)
  }
}

/** Rejects with `bad-request` where words to a resident still hold a variable: it would be read as it stands. */
export function checkFilledIn(text: string): void {
  const [open] = namesIn(text)
  if (open === undefined) return
  throw new LinliError('bad-request', `text: {${open}} is not filled in; write what it stands for.`)
}
