import type { Transaction } from './database.ts'
import { Prisma } from './generated/client.ts'

/**
 * The one idea of who is the same person: accounts linked by a code (`personId`), and those of one household with the same
 * telephone or name; and what is the same as those. A `with recursive` clause that makes the relation `same`, one row for
 * each account (`id`) of the person whose account `root` is. `roots` is a condition on the accounts `own` to begin with.
 */
export function samePersons(roots: Prisma.Sql): Prisma.Sql {
  // Two plain equalities side by side, for either index: an `or` of them would read every account.
  return Prisma.sql`same as (
    select own.id as root, own.id, own."personId", own."householdId", own.phone, own.name from "Contact" own where ${roots}
    union
    select s.root, x.* from same s, lateral (
      select a.id, a."personId", a."householdId", a.phone, a.name from "Contact" a where a."personId" = s."personId"
      union all
      select a.id, a."personId", a."householdId", a.phone, a.name from "Contact" a
      where a."householdId" = s."householdId" and (a.phone = s.phone or (a.name = s.name and a.name <> ''))) x)`
}

/** An array of the ids of all accounts of the person whose account is `contactId`, itself included, in order. */
export function accountsOf(contactId: Prisma.Sql): Prisma.Sql {
  // An array is taken for short, so that what is joined to it is found by index; of a recursion thousands of rows are expected.
  return Prisma.sql`array(with recursive ${samePersons(Prisma.sql`own.id = ${contactId}`)} select same.id from same order by same.id)`
}

/** What holds for a person, whichever of their accounts it came by. */
export interface PersonPeace {
  contactIds: string[]
  /** When they said on any account that they want no questions; null: they may be asked. */
  surveysOffAt: Date | null
  /** When they were last asked anything of our own accord, by a callback or a survey. */
  askedAt: Date | null
}

/**
 * Gives whether a person may be asked at all, and when they were asked last; `except` is the callback or invite in hand. Nobody
 * else looks at the same person until the transaction ends, so that two of their accounts are not asked at once.
 */
export async function lockPersonPeace(
  tx: Transaction,
  contactId: string,
  except: string,
): Promise<PersonPeace> {
  const [locked] = await tx.$queryRaw<{ ids: string[] }[]>`
    select p.ids, pg_advisory_xact_lock(hashtext('person/' || p.ids[1]))::text
    from (select ${accountsOf(Prisma.sql`${contactId}`)} as ids offset 0) p`
  const contactIds = locked?.ids ?? []
  const [row] = await tx.$queryRaw<Omit<PersonPeace, 'contactIds'>[]>`
    select (select max(p."surveysOffAt") from "Contact" p where p.id = any(${contactIds}::text[])) as "surveysOffAt",
      greatest((select max(b."askedAt") from "Callback" b where b."contactId" = any(${contactIds}::text[]) and b.id <> ${except}),
        (select max(i."askedAt") from "SurveyInvite" i where i."contactId" = any(${contactIds}::text[]) and i.id <> ${except})) as "askedAt"`
  return { contactIds, surveysOffAt: row?.surveysOffAt ?? null, askedAt: row?.askedAt ?? null }
}

/** Ends all questions to a person on every account of theirs, or allows them again (null). */
export async function setSurveysOff(
  tx: Transaction,
  contactId: string,
  surveysOffAt: Date | null,
): Promise<void> {
  await tx.$executeRaw`
    update "Contact" set "surveysOffAt" = ${surveysOffAt}::timestamptz where id = any(${accountsOf(Prisma.sql`${contactId}`)})`
}
