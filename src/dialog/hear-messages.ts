import { textsFor } from '../i18n/texts.ts'
import type { Language } from '../shared/vocabulary.ts'
import type { Database } from '../storage/database.ts'
import type { PendingMessage } from './turn-store.ts'

/** Real milliseconds for all voice messages of a turn. */
const hearingMs = 6_000

export interface HearMessagesParts {
  database: Database
  hearVoice(attachmentId: string, signal: AbortSignal): Promise<string | undefined>
}

export interface HeardMessages {
  messages: PendingMessage[]
  /** What was heard in this turn, for the resident to put right. */
  heard: string[]
  /** Voice messages that nobody could hear. */
  unheard: number
}

const isVoice = ({ kind }: { kind: string }) => kind === 'voice' || kind === 'audio'

/** Gives the messages with the words of their voice in place of an empty text; the words are kept, marked as a transcript. */
export async function hearMessages(
  parts: HearMessagesParts,
  messages: PendingMessage[],
  language: Language,
): Promise<HeardMessages> {
  const result: HeardMessages = { messages: [], heard: [], unheard: 0 }
  const signal = AbortSignal.timeout(hearingMs)
  for (const message of messages) {
    const { transcript } = message.content
    const needsHearing = message.text === '' && message.content.attachments?.some(isVoice) === true
    if (transcript !== undefined) {
      result.messages.push({ ...message, text: transcript })
      result.heard.push(transcript)
      continue
    }
    const text = needsHearing ? await hearOne(parts, message, { signal, language }) : undefined
    if (text !== undefined) result.heard.push(text)
    else if (needsHearing) result.unheard += 1
    result.messages.push(text === undefined ? message : { ...message, text })
  }
  return result
}

async function hearOne(
  parts: HearMessagesParts,
  message: PendingMessage,
  { signal, language }: { signal: AbortSignal; language: Language },
): Promise<string | undefined> {
  const [attachmentId] = message.attachmentIds
  const text = attachmentId && (await parts.hearVoice(attachmentId, signal))
  if (!text) return undefined
  const kept = textsFor(language).transcript(text)
  await parts.database.client.$executeRaw`
    update "Inbound" set text = ${kept}, content = content || ${JSON.stringify({ transcript: text })}::jsonb
    where id = ${message.id} and text = ''`
  return text
}
