import type { WriteNews } from './broadcasts/schedule-store.ts'
import { noticeTextsFor } from './i18n/notices.ts'
import { textsFor } from './i18n/texts.ts'
import { writeInstant } from './i18n/write-instant.ts'
import { type Language, languages, type TicketCategory } from './shared/vocabulary.ts'
import type { Work } from './storage/work.ts'

const mostKinds = 5

/** The week of a community in words: what was settled, and what comes. Nothing of any one household is in it. */
export function createNewsWriter(timezone: string): WriteNews {
  return async (work, about) => {
    const facts = await readWeek(work, about)
    const write = (language: Language) =>
      writeWeek(facts, { language, timezone, since: about.since, now: work.now })
    const [chinese, english] = languages.map(write)
    return { 'zh-CN': chinese, en: english }
  }
}

interface Week {
  counts: { category: string; count: number }[]
  events: string[]
}

async function readWeek(
  { tx, now }: Work,
  { communityId, since }: { communityId: string | undefined; since: Date },
): Promise<Week> {
  const place = communityId ? { communityId } : {}
  const closed = await tx.ticket.groupBy({
    by: ['category'],
    where: { ...place, resolvedAt: { gte: since } },
    _count: true,
  })
  const events = await tx.activity.findMany({
    where: {
      state: 'open',
      startsAt: { gt: now },
      ...(communityId ? { OR: [{ communityId: null }, place] } : {}),
    },
    orderBy: { startsAt: 'asc' },
    take: 3,
  })
  const counts = closed.map(({ category, _count }) => ({ category, count: _count }))
  return {
    counts: counts.toSorted((one, other) => other.count - one.count),
    events: events.map(({ title }) => title),
  }
}

function writeWeek(
  { counts, events }: Week,
  about: { language: Language; timezone: string; since: Date; now: Date },
): { title: string; text: string } {
  const { language, timezone, since, now } = about
  const texts = textsFor(language)
  const { news, listMark } = noticeTextsFor(language)
  const day = (at: Date) => writeInstant(at, timezone, texts)
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const kinds = counts
    .slice(0, mostKinds)
    .map(({ category, count }) => `${texts.category(category as TicketCategory)} ${count}`)
    .join(listMark)
  const lines = [
    news.head(day(since), day(now)),
    total > 0 ? news.closed(total, kinds) : news.nothing,
    ...(events.length > 0 ? [news.events(events.join(listMark))] : []),
    news.tail,
  ]
  return { title: news.title, text: lines.join('\n') }
}
