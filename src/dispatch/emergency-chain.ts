import { zhCn } from '../i18n/zh-cn.ts'
import { postStaffNotice } from '../notices/staff-notice.ts'
import { createId } from '../shared/ids.ts'
import type { Work } from '../storage/work.ts'
import { clearTimer, type DueTimer, setTimer } from '../timers/timer-store.ts'
import type { DispatchParts } from './dispatch-parts.ts'
import { chooseNextRing, orderChain } from './order-chain.ts'
import { ringWaitMs } from './policy.ts'
import { loadDispatchPolicy } from './policy-store.ts'
import type { DispatchTicket, StaffFacts } from './staff-facts.ts'
import { loadStaffFacts } from './staff-store.ts'
import { isOpenTicket, readTicket } from './ticket-facts.ts'
import { ticketButtons, writeTicketLines } from './write-notice.ts'

/** What is rung for: a ticket, or, in a drill, a place without one. */
export interface ChainStart {
  isDrill: boolean
  ticket?: { id: string; number: string }
  communityId: string | null
  building: string | null
  category: string
  /** What staff read. */
  what: string
  startedBy: string
}

/** Begins to ring for an emergency ticket, once; the first is rung in this transaction, without any queue. */
export async function ringForTicket(parts: DispatchParts, work: Work, ticketId: string): Promise<void> {
  const ticket = await readTicket(work.tx, ticketId)
  if (!ticket || !isOpenTicket(ticket)) return
  const earlier = await work.tx.emergencyChain.findUnique({ where: { ticketId } })
  if (earlier) return
  await startChain(parts, work, {
    isDrill: false,
    ticket,
    communityId: ticket.communityId,
    building: ticket.building,
    category: ticket.category,
    what: writeTicketLines(ticket),
    startedBy: 'system',
  })
}

/** Begins a chain and rings the first. */
export async function startChain(parts: DispatchParts, work: Work, start: ChainStart): Promise<string> {
  const id = createId()
  const { ticket, ...fields } = start
  await work.tx.emergencyChain.create({
    data: {
      ...fields,
      id,
      ticketId: ticket?.id ?? null,
      ticketNumber: ticket?.number ?? null,
      startedAt: work.now,
    },
  })
  await ringNext(parts, work, id)
  return id
}

/** Fires an `emergency-ring` timer: nobody has answered in time. */
export async function onRingUnanswered(parts: DispatchParts, work: Work, timer: DueTimer): Promise<void> {
  await ringNext(parts, work, timer.subject)
}

export type Chain = Awaited<ReturnType<typeof readChain>>

async function readChain(work: Work, id: string) {
  await work.tx.$queryRaw`select id from "EmergencyChain" where id = ${id} for update`
  return await work.tx.emergencyChain.findUniqueOrThrow({ where: { id } })
}

/** Rings the next; after the last the managers hear of it and it begins anew. A drill ends with its first round. */
async function ringNext(parts: DispatchParts, work: Work, id: string): Promise<void> {
  const chain = await readChain(work, id)
  if (chain.status !== 'ringing') return
  const rings = await work.tx.emergencyRing.findMany({
    where: { chainId: id, round: chain.round },
    orderBy: { level: 'asc' },
  })
  const order = orderChain(await loadStaff(parts, work, chain), placeOf(chain))
  const next = chooseNextRing(order, { round: chain.round, staffIds: rings.map(ring => ring.staffId) })
  if (next.round > chain.round) {
    if (chain.isDrill) return await endChain(work, id)
    await tellManagers(work, chain, rings.length)
    await work.tx.emergencyChain.update({ where: { id }, data: { round: next.round } })
  }
  await ring(parts, work, { chain, ...next })
}

async function loadStaff(parts: DispatchParts, work: Work, chain: Chain): Promise<StaffFacts[]> {
  const community = chain.communityId
    ? await work.tx.community.findUnique({ where: { id: chain.communityId }, select: { timezone: true } })
    : null
  return await loadStaffFacts(work.tx, { now: work.now, timezone: community?.timezone ?? parts.timezone })
}

/** The queue counts for nothing here: who has the very skill, or is on duty, is rung. */
function placeOf(chain: Chain): DispatchTicket {
  const { communityId, building } = chain
  return {
    category: chain.category ?? '',
    queue: queueOf(chain),
    priority: 'emergency',
    communityId,
    building,
  }
}

const dangerQueue = 'engineering'

function queueOf({ category }: Chain): string {
  return category === 'security' ? 'security' : dangerQueue
}

async function ring(
  { steps }: DispatchParts,
  work: Work,
  {
    chain,
    round,
    level,
    staff,
  }: { chain: Chain; round: number; level: number; staff: StaffFacts | undefined },
): Promise<void> {
  const waitMs = ringWaitMs(await loadDispatchPolicy(work.tx), level - 1)
  const minutes = Math.round(waitMs / 6_000) / 10
  const name = staff?.name ?? zhCn.emergency.everybody
  const call = zhCn.emergency.ring({ what: chain.what, name, level, round, minutes })
  const { id: noticeId } = await postStaffNotice(work, {
    kind: chain.isDrill ? 'emergency-drill' : 'emergency',
    level: 'urgent',
    text: chain.isDrill ? zhCn.emergency.drill(call) : call,
    ...(staff ? { toStaffId: staff.id } : {}),
    communityId: chain.communityId,
    ...(chain.ticketNumber ? { ticketNumber: chain.ticketNumber } : {}),
    needsAck: true,
    ...(chain.ticketNumber ? { buttons: ticketButtons(chain.ticketNumber, 'accept') } : {}),
    data: { chainId: chain.id, round, level, isDrill: chain.isDrill },
  })
  await work.tx.emergencyRing.create({
    data: { noticeId, chainId: chain.id, round, level, staffId: staff?.id ?? null, at: work.now },
  })
  if (chain.ticketNumber) {
    const note = zhCn.emergency.rang({ name, level, round, minutes })
    await steps.note(work, { number: chain.ticketNumber, by: 'system', note })
  }
  const dueAt = new Date(work.now.getTime() + waitMs)
  await setTimer(work, { kind: 'emergency-ring', subject: chain.id, dueAt })
}

async function tellManagers(work: Work, chain: Chain, rung: number): Promise<void> {
  const managers = await work.tx.staff.findMany({
    where: { role: 'manager', active: true },
    select: { id: true },
  })
  const targets = managers.length > 0 ? managers.map(({ id }) => ({ toStaffId: id })) : [{}]
  for (const target of targets) {
    await postStaffNotice(work, {
      kind: 'emergency-unanswered',
      level: 'urgent',
      text: zhCn.emergency.unanswered({ what: chain.what, round: chain.round, rung }),
      ...target,
      communityId: chain.communityId,
      ...(chain.ticketNumber ? { ticketNumber: chain.ticketNumber } : {}),
      needsAck: true,
      data: { chainId: chain.id },
    })
  }
}

/** A ring was answered: the ringing ends, and the ticket is theirs. The first answer counts, whoever was rung last. */
export async function answerRing(
  parts: DispatchParts,
  work: Work,
  answer: { noticeId: string; by: string },
): Promise<void> {
  const { noticeId, by } = answer
  const chainId = await findChainOf(work, noticeId)
  if (chainId === undefined) return
  const chain = await readChain(work, chainId)
  await work.tx.emergencyRing.updateMany({ where: { noticeId }, data: { answeredAt: work.now } })
  if (chain.status !== 'ringing') return
  await settle(work, chain, by)
  if (!chain.ticketId || !chain.ticketNumber) return
  const staff = await work.tx.staff.findUnique({ where: { id: by }, select: { name: true } })
  const minutes = ((work.now.getTime() - chain.startedAt.getTime()) / 60_000).toFixed(1)
  const note = zhCn.emergency.answered({ name: staff?.name ?? zhCn.dispatch.somebody, minutes })
  const ticket = await readTicket(work.tx, chain.ticketId)
  const { steps } = parts
  const number = chain.ticketNumber
  if (!ticket || !staff || !isBeforeWork(ticket)) return await steps.note(work, { number, by, note })
  if (ticket.assignee !== null && ticket.assignee !== by) {
    await steps.assign(work, { number, assignee: by, by, note })
  }
  await steps.accept(work, { number, by, note })
}

const isBeforeWork = ({ status }: { status: string }) =>
  ['received', 'classified', 'dispatched', 'reopened'].includes(status)

/** The word to the managers answers a chain too. */
async function findChainOf(work: Work, noticeId: string): Promise<string | undefined> {
  const ring = await work.tx.emergencyRing.findUnique({ where: { noticeId } })
  if (ring) return ring.chainId
  const notice = await work.tx.staffNotice.findUnique({ where: { id: noticeId } })
  if (notice?.kind !== 'emergency-unanswered') return undefined
  return (notice.data as { chainId?: string }).chainId
}

async function settle(work: Work, chain: Chain, by: string): Promise<void> {
  await work.tx.emergencyChain.update({
    where: { id: chain.id },
    data: { status: 'answered', answeredAt: work.now, answeredBy: by, endedAt: work.now },
  })
  await clearTimer(work, 'emergency-ring', chain.id)
}

/** Somebody took the ticket on, or it was settled: nobody need be rung any more. */
export async function settleChainOf(
  work: Work,
  change: { ticketId: string; action: string; by: string },
): Promise<void> {
  const chain = await work.tx.emergencyChain.findUnique({ where: { ticketId: change.ticketId } })
  if (chain?.status !== 'ringing') return
  const isEnd = change.action === 'cancel' || change.action === 'close'
  if (isEnd) return await endChain(work, chain.id)
  await settle(work, chain, change.by)
}

async function endChain(work: Work, id: string): Promise<void> {
  await work.tx.emergencyChain.update({ where: { id }, data: { status: 'ended', endedAt: work.now } })
  await clearTimer(work, 'emergency-ring', id)
}

/**
 * One more report of a danger that is being rung for, or was answered: it rings nobody anew. Says whether that is so;
 * false means that nobody has been rung for `leadTicketId`.
 */
export async function joinChain(
  parts: DispatchParts,
  work: Work,
  joining: { ticketId: string; leadTicketId: string },
): Promise<boolean> {
  const chain = await work.tx.emergencyChain.findUnique({ where: { ticketId: joining.leadTicketId } })
  if (!chain || chain.status === 'ended') return false
  const ticket = await readTicket(work.tx, joining.ticketId)
  if (!ticket) return false
  const { number } = ticket
  const note = zhCn.emergency.joined({ number: chain.ticketNumber ?? '' })
  await parts.steps.note(work, { number, by: 'system', note })
  if (chain.status === 'answered' && chain.answeredBy) {
    const toStaffId = chain.answeredBy
    await postStaffNotice(work, {
      kind: 'emergency-again',
      level: 'urgent',
      text: zhCn.emergency.again({ number, what: writeTicketLines(ticket) }),
      toStaffId,
      communityId: ticket.communityId,
      ticketNumber: number,
    })
  }
  return true
}
