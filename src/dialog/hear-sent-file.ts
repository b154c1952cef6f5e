import { asksSomething } from '../callbacks/read-no-answer.ts'
import { textsFor } from '../i18n/texts.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { ConversationState, Step } from './flows/state.ts'
import type { HeardCallback } from './hear-callback-answer.ts'

/** What was written beside what was sent. */
export interface SentFiles {
  spoken: string[]
  /** 「[图片]」, 「[语音]」 … */
  marks: string[]
}

/** Parts the words of a turn from the marks of its photos, voice messages and files. */
export function partFiles(spoken: readonly string[], language: Language): SentFiles {
  const { photo, voice, video, file } = textsFor(language).attachment
  const marks = [photo, voice, video, file]
  const found = spoken.flatMap(words => marks.filter(mark => words.includes(mark)))
  const strip = (words: string) => marks.reduce((rest, mark) => rest.replaceAll(mark, ''), words).trim()
  return { spoken: spoken.map(strip).filter(words => words !== ''), marks: [...new Set(found)] }
}

/**
 * What is sent while a callback waits for its answer belongs to it: beside a verdict it is kept with it, else the verdict is
 * asked for in words. `heard`: what the words beside it came to. Undefined where they ask something or there is no file.
 */
export function keepFile(
  callback: NonNullable<ConversationState['callback']>,
  { spoken, marks }: SentFiles,
  heard: HeardCallback | undefined,
): HeardCallback | undefined {
  const isWaiting = callback.score === undefined && !callback.isPast
  if (!isWaiting || marks.length === 0) return heard
  const { id } = callback
  const text = spoken.join('，')
  if (heard?.commands) {
    // Of another trouble, it goes with that.
    if (heard.commands.some(({ kind }) => kind === 'open-ticket')) return heard
    return {
      ...heard,
      steps: [...heard.steps, { kind: 'keep-file', id, note: marks.join(' '), asks: false }],
    }
  }
  if (asksSomething(normaliseText(text))) return heard
  const note = [text, ...marks].filter(words => words !== '').join(' ')
  return { steps: [{ kind: 'keep-file', id, note, asks: true }], commands: [], state: { callback } }
}

/** Whether what was sent has found its place. */
export const keepsFile = (steps: readonly Step[] = []): boolean =>
  steps.some(step => step.kind === 'keep-file')
