import { hasActivities, listOpenActivities, listOwnSignUps } from './activities/activity-store.ts'
import { listOwnQuestions } from './activities/owner-questions.ts'
import { listServices } from './activities/service-menu.ts'
import type { ErrandWords } from './dialog/understand/read-errand-words.ts'
import { fitsTitle } from './shared/fits-title.ts'
import type { Database } from './storage/database.ts'

interface Who {
  contactId: string
  communityId: string | undefined
  /** Somebody's question may as well be about their ticket. */
  hasTicket: boolean
  now: Date
}

type Reader = Pick<Database, 'client' | 'sql'>

/** The errand that words mean, where there is an activity, sign-up, question or service that they fit; else undefined. */
export async function findErrand(
  database: Reader,
  words: ErrandWords,
  who: Who,
): Promise<string | undefined> {
  switch (words.about) {
    case 'activity':
      return await findActivityErrand(database, words, who)
    case 'owner-day':
      return await findOwnerDayErrand(database, words, who)
    case 'menu':
      return await findService(database, words.subject, who)
  }
}

type ActivityWords = Extract<ErrandWords, { about: 'activity' }>

async function findActivityErrand(
  { client: tx, sql }: Reader,
  words: ActivityWords,
  who: Who,
): Promise<string | undefined> {
  if (!(await hasActivities(sql, who.now))) return undefined
  const own = await listOwnSignUps(tx, who)
  const open = await listOpenActivities({ tx, now: who.now }, { ...who, kind: 'activity' })
  const isVague = words.subject === '' && !words.isNamed
  // Without its name it may be about anything; a place in a row only about what one is signed up for.
  if (isVague) return words.action === 'mine' && own.length > 0 ? 'activity:mine' : undefined
  return finders[words.action](own, open, words)
}

type Finder = (
  own: readonly Named[],
  open: readonly Named[],
  words: { subject: string; isNamed: boolean },
) => string | undefined

const finders: Record<ActivityWords['action'], Finder> = {
  join: (_own, open, { subject }) =>
    choose(fitting(open, subject), { one: 'activity:join', many: 'activity:list' }),
  list: (_own, open, { subject }) => (fitting(open, subject).length > 0 ? 'activity:list' : undefined),
  leave: (own, open, { subject, isNamed }) => {
    const ways = { one: 'activity:leave', many: 'activity:mine' }
    // Who is in none hears so, where they spoke of a sign-up.
    return choose(fitting(own, subject), ways) ?? (isNamed ? choose(fitting(open, subject), ways) : undefined)
  },
  mine: (own, open, { subject }) =>
    fitting(own.length > 0 ? own : open, subject).length > 0 ? 'activity:mine' : undefined,
  when: (own, open, { subject }) => findCard(own, open, subject),
}

interface Named {
  id: string
  title: string
}

function findCard(own: readonly Named[], open: readonly Named[], subject: string): string | undefined {
  const named = [...own, ...open].find(({ title }) => subject !== '' && fitsTitle(subject, title))
  if (named) return `activity:card:${named.id}`
  if (subject !== '') return undefined
  if (own.length > 0) return 'activity:mine'
  return open.length > 0 ? 'activity:list' : undefined
}

function fitting(activities: readonly Named[], subject: string): readonly Named[] {
  return subject === '' ? activities : activities.filter(({ title }) => fitsTitle(subject, title))
}

function choose(fitting: readonly Named[], ways: { one: string; many: string }): string | undefined {
  const [first] = fitting
  if (!first) return undefined
  return fitting.length === 1 ? `${ways.one}:${first.id}` : ways.many
}

async function findOwnerDayErrand(
  { client: tx }: Reader,
  words: Extract<ErrandWords, { about: 'owner-day' }>,
  who: Who,
): Promise<string | undefined> {
  if (words.action === 'ask') return words.question ? `owner-day:ask:${words.question}` : 'owner-day:how'
  const own = await listOwnQuestions(tx, who)
  const isMeant = words.isNamed || (own.length > 0 && (words.action === 'withdraw' || !who.hasTicket))
  return isMeant ? `owner-day:${words.action}:${words.number ?? ''}` : undefined
}

async function findService({ client: tx }: Reader, subject: string, who: Who): Promise<string | undefined> {
  const services = await listServices(tx, who)
  if (subject === '') return services.length > 0 ? 'menu:list' : undefined
  const found = services.filter(
    ({ title, text, tiers }) =>
      fitsTitle(subject, title) ||
      text.includes(subject) ||
      tiers.some(({ name }) => fitsTitle(subject, name)),
  )
  const [first] = found
  if (!first) return undefined
  return found.length === 1 ? `menu:one:${first.id}` : 'menu:list'
}
