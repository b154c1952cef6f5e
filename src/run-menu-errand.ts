import { findService, listServices, rateService } from './activities/service-menu.ts'
import type { Errand, ErrandAnswer } from './dialog/errand.ts'
import { readErrandWords } from './dialog/understand/read-errand-words.ts'
import type { NoticeTexts } from './i18n/notices.ts'
import type { Work } from './storage/work.ts'

interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

/** The service menu: shown on request, never while somebody complains; rated by who used a service. */
export async function runMenu(work: Work, { errand, texts, action }: Running): Promise<ErrandAnswer> {
  const [, , itemId = '', detail = ''] = errand.value.split(':')
  if (action === 'rate') return { text: await rate(work, { errand, texts, itemId, detail }) }
  if (errand.isComplaining || (await hasComplained(work, errand))) return { text: texts.menu.later }
  if (action === 'score') return await askScore(work, { texts, itemId })
  return await showMenu(work, { errand, texts, ...(action === 'one' ? { only: itemId } : {}) })
}

async function showMenu(
  work: Work,
  { errand, texts, only }: Pick<Running, 'errand' | 'texts'> & { only?: string },
): Promise<ErrandAnswer> {
  const all = await listServices(work.tx, errand)
  const services = only === undefined ? all : all.filter(({ id }) => id === only)
  if (services.length === 0) return { text: texts.menu.none }
  const lines = services.flatMap(({ title, text, average, count, tiers, partner, phone }) => [
    texts.menu.item(title, text, average === null ? '' : texts.menu.rating(average.toFixed(1), count)),
    ...tiers.map(({ name, price, includes }) => texts.menu.tier(name, price, includes)),
    ...(partner ? [`  · ${partner}${phone ? ` ${phone}` : ''}`] : []),
  ])
  const buttons = services.map(({ id, title }) => [
    { label: texts.menu.rate(title).slice(0, 40), value: `menu:score:${id}` },
  ])
  return { text: [texts.menu.head, ...lines].join('\n'), buttons }
}

async function askScore(
  work: Work,
  { texts, itemId }: { texts: NoticeTexts; itemId: string },
): Promise<ErrandAnswer> {
  const service = await findService(work, itemId)
  if (!service) return { text: texts.menu.none }
  const scores = ['1', '2', '3', '4', '5'].map(score => ({
    label: score,
    value: `menu:rate:${itemId}:${score}`,
  }))
  return { text: texts.menu.askScore(service.title), buttons: [scores] }
}

async function rate(
  work: Work,
  { errand, texts, itemId, detail }: Omit<Running, 'action'> & { itemId: string; detail: string },
): Promise<string> {
  if (!/^[1-5]$/.test(detail)) return texts.menu.none
  const isKept = await rateService(work, { itemId, contactId: errand.contactId, score: Number(detail) })
  return isKept ? texts.activity.thanks : texts.menu.none
}

/** A complaint that is not settled yet, or words of one, within the hour: also words that became no ticket. */
async function hasComplained({ tx, now }: Work, { conversationId }: Errand): Promise<boolean> {
  const since = new Date(now.getTime() - 3_600_000)
  const open = { notIn: ['closed', 'cancelled', 'followed_up'] }
  const ticket = { conversationId, kind: 'complaint', status: open, createdAt: { gt: since } }
  if ((await tx.ticket.count({ where: ticket })) > 0) return true
  const words = [{ angryAtService: true }, { text: { contains: '投诉' } }, { text: { contains: 'complain' } }]
  const said = { conversationId, receivedAt: { gt: since }, OR: words }
  const rows = await tx.inbound.findMany({ where: said, select: { text: true } })
  // Who asks for a service does not complain by it, however its mood is scored.
  return rows.some(({ text }) => readErrandWords(text)?.about !== 'menu')
}
