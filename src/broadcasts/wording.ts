import { findClosest } from '../shared/find-closest.ts'
import { findInsults } from '../shared/find-insults.ts'
import { type Language, languages } from '../shared/vocabulary.ts'

/** What a notice says, in one language or more; residents without their language get the first. */
export type Wording = Partial<Record<Language, { title: string; text: string }>>

/** What is filled in for each recipient. */
export interface RecipientWords {
  name: string
  household: string
  community: string
  date: string
}

export const recipientVariables = ['name', 'household', 'community', 'date'] as const
const aliases: Record<string, string> = {
  姓名: 'name',
  称呼: 'name',
  房屋: 'household',
  房号: 'household',
  小区: 'community',
  日期: 'date',
}

const place = /\{([^{}\n]{0,40})\}/gu

/** Most UTF-16 units of a rendered notice: it is one message in every channel. */
export const mostTextLength = 3_500
/** With a picture or a file the text is its caption; Telegram takes 1,024. */
export const mostCaptionLength = 1_000

/** Gives the languages in which something is written, in order. */
export function languagesOf(wording: Wording): Language[] {
  return languages.filter(language => (wording[language]?.text.trim() ?? '') !== '')
}

/** What is wrong with the words, each in one sentence; empty: nothing. */
export function checkWording(
  wording: Wording,
  { variables, hasFile }: { variables: Record<string, string>; hasFile: boolean },
): string[] {
  const written = languagesOf(wording)
  if (written.length === 0) return ['The notice has no text; expected one in zh-CN or en.']
  const known = [...recipientVariables, ...Object.keys(aliases), ...Object.keys(variables)]
  return written.flatMap(language => {
    const { title = '', text = '' } = wording[language] ?? {}
    const wrong = findVariables(`${title}\n${text}`).filter(name => !known.includes(name))
    const empty = Object.entries(variables).filter(
      ([name, value]) => value.trim() === '' && text.includes(`{${name}}`),
    )
    const most = hasFile ? mostCaptionLength : mostTextLength
    return [
      ...(title.trim() === '' ? [`The notice has no title in ${language}.`] : []),
      ...findInsults(`${title}\n${text}`).map(
        word => `The text in ${language} insults: “${word}”. Say it differently.`,
      ),
      ...wrong.map(name => describeUnknown(name, known)),
      ...empty.map(([name]) => `The variable {${name}} has no value.`),
      ...(text.length > most
        ? [
            `The text in ${language} has ${text.length} characters; at most ${most}${hasFile ? ' with a file' : ''}.`,
          ]
        : []),
      ...(/[{}]/u.test(text.replace(place, '')) ? ['A brace { or } stands alone in the text.'] : []),
    ]
  })
}

function describeUnknown(name: string, known: string[]): string {
  const near = findClosest(name, known)
  const meant = near.length > 0 ? ` Did you mean ${near.map(word => `{${word}}`).join(' or ')}?` : ''
  return `There is no variable {${name}}; known: ${recipientVariables.map(word => `{${word}}`).join(', ')} and those of the notice.${meant}`
}

/** Names between braces, each once. */
export function findVariables(text: string): string[] {
  return [...new Set([...text.matchAll(place)].map(([, name = '']) => name.trim()))]
}

/** The words for one recipient. Values are put in as they are: braces in them are not read again. */
export function fillIn(
  text: string,
  values: { recipient: RecipientWords; variables: Record<string, string> },
): string {
  return text.replace(place, (whole, name: string) => {
    const key = aliases[name.trim()] ?? name.trim()
    return values.recipient[key as keyof RecipientWords] ?? values.variables[name.trim()] ?? whole
  })
}

/** Title and text in the recipient's language, else in the first that is written. */
export function chooseWords(wording: Wording, language: Language): { title: string; text: string } {
  const [first] = languagesOf(wording)
  const chosen = languagesOf(wording).includes(language) ? language : first
  return (chosen && wording[chosen]) ?? { title: '', text: '' }
}

/** The message as it goes out: its title in emphasis above its text. */
export function writeMessage(
  wording: Wording,
  about: { language: Language; recipient: RecipientWords; variables: Record<string, string> },
): string {
  const { title, text } = chooseWords(wording, about.language)
  return `**${fillIn(title, about)}**\n${fillIn(text, about)}`
}
