import { textsFor } from './i18n/texts.ts'
import { isDispute } from './incidents/causes.ts'
import { writeTitle } from './incidents/write-incident.ts'
import type { IncidentWord } from './shared/events.ts'
import type { Language } from './shared/vocabulary.ts'
import type { Work } from './storage/work.ts'
import type { TellParts } from './tickets/tell-resident.ts'

/** Tells everybody who reported an incident, once a conversation, in its language, with their own ticket numbers only. */
export async function tellIncident(
  { notify }: Pick<TellParts, 'notify'>,
  work: Work,
  word: IncidentWord,
): Promise<void> {
  const conversations = await work.tx.conversation.findMany({
    where: { id: { in: word.tickets.map(ticket => ticket.conversationId) } },
    select: { id: true, channel: true, language: true },
  })
  for (const { id, channel, language } of conversations) {
    const own = word.tickets.filter(ticket => ticket.conversationId === id)
    const numbers = own.map(({ number }) => number)
    await notify(work, { conversationId: id, channel, text: writeWord(word, numbers, language as Language) })
  }
}

function writeWord(word: IncidentWord, ownNumbers: string[], language: Language): string {
  const texts = textsFor(language)
  const told = texts.incidentTold
  const numbers = ownNumbers.join(language === 'en' ? ', ' : '、')
  const title = writeTitle(word, texts)
  return `${writeText()}\n${texts.aiLabel}`

  function writeText(): string {
    if (word.type === 'progress') return told.update({ title, text: word.text })
    if (isDispute(word.cause)) return told.closedDispute({ numbers, note: word.text })
    return told.closed({ title, numbers, note: word.text })
  }
}
