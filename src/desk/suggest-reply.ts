import type { Language } from '../shared/vocabulary.ts'
import type { DeskParts } from './desk-parts.ts'
import type { TalkView } from './talk-contract.ts'

export interface SuggestedReply {
  text: string
  /** Who worded it: the model, the company's documents, or the rules of the summary. */
  by: 'model' | 'documents' | 'rules'
}

const asksForPerson = /^\s*(转|找|要|叫)?(个|一下)?人工(客服|服务)?[！!。.]?\s*$/u
const mostWords = 2
const mostPassages = 4

/**
 * Words for staff to begin with: by the model where one is configured, else quoted from the documents where they answer what
 * was asked, else the template of the summary, which says only what the records say.
 */
export async function suggestReply(parts: DeskParts, talk: TalkView): Promise<SuggestedReply> {
  const { summary } = talk
  const rules = { text: summary.suggestedReply, by: 'rules' as const }
  const wants = summary.wants.filter(words => !asksForPerson.test(words)).slice(-mostWords)
  if (wants.length === 0) return rules
  const question = await createQuestion(parts, talk.id, wants)
  if (parts.wordReply) {
    const passages = await parts.knowledge.search(question, mostPassages)
    const written = await parts.wordReply({
      language: question.language,
      wants: summary.wants,
      tickets: summary.tickets.map(
        ({ number, category, status, resolveBy }) => `${number} ${category} ${status} ${resolveBy}`,
      ),
      passages: passages.map(({ documentTitle, clause, text }) => `《${documentTitle}》${clause}：${text}`),
    })
    if (written !== undefined) return { text: written, by: 'model' }
  }
  // A broken promise or a half-told problem goes before what the documents say.
  if (summary.draft || summary.tickets.some(({ isLate }) => isLate)) return rules
  const answer = await parts.knowledge.answer(question)
  return answer.kind === 'answered' ? { text: answer.text, by: 'documents' } : rules
}

async function createQuestion({ database, clock }: DeskParts, id: string, wants: string[]) {
  const row = await database.client.conversation.findUniqueOrThrow({
    where: { id },
    select: { language: true, contact: { select: { household: { select: { communityId: true } } } } },
  })
  const communityId = row.contact.household?.communityId
  return {
    text: wants.at(-1) ?? '',
    language: row.language as Language,
    now: clock.now(),
    earlier: wants.slice(0, -1),
    ...(communityId ? { communityId } : {}),
  }
}
