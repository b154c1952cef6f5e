import type { EventOf } from '../shared/events.ts'
import type { Work } from '../storage/work.ts'
import { isOpen, type Ticket } from '../tickets/ticket.ts'
import { noteTicket } from '../tickets/ticket-store.ts'

/**
 * What a resident writes to a person belongs to the ticket too where it answers what staff asked last, and always where the
 * talk is about a bad verdict.
 */
export async function keepFollowUp(work: Work, event: EventOf<'resident-wrote'>): Promise<void> {
  const { conversationId, inboundIds } = event
  const handover = await work.tx.handover.findFirst({
    where: { conversationId, state: { in: ['waiting', 'taken'] } },
    orderBy: { requestedAt: 'desc' },
  })
  if (!handover) return
  const isVerdict = handover.reason === 'low-rating' && handover.ticketId !== null
  const question = isVerdict ? '' : await findQuestion(work, handover)
  if (question === undefined) return
  const number = await findTicket(work, handover, question)
  const said = await work.tx.inbound.findMany({
    where: { id: { in: inboundIds } },
    select: { text: true },
    orderBy: { id: 'asc' },
  })
  const note = said
    .map(({ text }) => text)
    .filter(text => text !== '')
    .join('\n')
  if (number && note !== '') await noteTicket(work, { number, by: 'resident', note })
}

interface Talk {
  conversationId: string
  ticketId: string | null
  takenAt: Date | null
}

/** The last thing staff said in this talk, where it asks something. */
async function findQuestion({ tx }: Work, { conversationId, takenAt }: Talk): Promise<string | undefined> {
  if (!takenAt) return undefined
  const last = await tx.outbound.findFirst({
    where: { conversationId, createdAt: { gte: takenAt }, changeOf: null },
    orderBy: { id: 'desc' },
    select: { author: true, text: true },
  })
  return last?.author === 'staff' && asks.test(last.text) ? last.text : undefined
}

const asks =
  /[?？]|(吗|呢|么)[。!！]?$|什么|哪|几(点|号|天|楼|个)|多少|多久|是不是|有没有|能不能|方便|请(您)?(告诉|说|提供|发|补充|描述|确认)|麻烦(您)?(告诉|提供|发|说|拍|确认)|\b(what|when|where|which|who|how|could you|can you|please (tell|send|confirm|describe))\b/i

/** The ticket that the question names or the talk is about, else the only one that is open for this resident. */
async function findTicket(work: Work, talk: Talk, question: string): Promise<string | undefined> {
  const { conversationId, ticketId } = talk
  const tickets = await work.tx.ticket.findMany({
    where: { OR: [{ conversationId }, ...(ticketId ? [{ id: ticketId }] : [])] },
    select: { id: true, number: true, status: true },
    orderBy: { createdAt: 'desc' },
    take: 20,
  })
  const named = tickets.find(({ number }) => question.includes(number))
  const own = named ?? tickets.find(({ id }) => id === ticketId)
  if (own) return own.number
  const open = tickets.filter(({ status }) => isOpen(status as Ticket['status']))
  return open.length === 1 ? open[0]?.number : undefined
}
