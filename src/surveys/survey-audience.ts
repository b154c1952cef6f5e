import type { Transaction } from '../storage/database.ts'
import { Prisma } from '../storage/generated/client.ts'
import { samePersons } from '../storage/same-person.ts'
import type { NewSurvey } from './survey.ts'

export interface SurveyTalk {
  contactId: string
  conversationId: string
}

/** Each person of an audience who may be asked, once, in the private talk that they used last on any account of theirs. */
export async function findAudience(
  tx: Transaction,
  { communityId, buildings }: NewSurvey['audience'],
): Promise<(SurveyTalk & { communityId: string | null })[]> {
  const isWithin = Prisma.sql`own.id in (select p.id from "Contact" p left join "Household" h on h.id = p."householdId"
    where (${communityId ?? ''} = '' or h."communityId" = ${communityId ?? ''})
      and (${buildings === undefined}::boolean or h.building = any(${buildings ?? []}::text[])))`
  return await tx.$queryRaw`
    with recursive ${samePersons(isWithin)},
      person as (select root, min(id) as id from same group by root),
      silent as (select p.id from person p join same s on s.root = p.root join "Contact" c on c.id = s.id where c."surveysOffAt" is not null)
    select distinct on (person.id) p.id as "contactId", c.id as "conversationId", h."communityId"
    from person join same on same.root = person.root join "Contact" p on p.id = same.id
      join "Conversation" c on c.channel = p.channel and c.sender = p.sender and c."contactId" = p.id and c."chatKind" = 'private'
      join "Contact" own on own.id = person.root left join "Household" h on h.id = own."householdId"
    where p."blockedAt" is null and person.id not in (select id from silent)
    order by person.id, c."lastInboundAt" desc nulls last, c.id, (own.id = p.id) desc, own.id`
}

/** The private talk that a person used last on an account on which they have not blocked us. */
export async function findOpenTalk(tx: Transaction, contactId: string): Promise<SurveyTalk | undefined> {
  const rows = await tx.$queryRaw<SurveyTalk[]>`
    with recursive ${samePersons(Prisma.sql`own.id = ${contactId}`)}
    select p.id as "contactId", c.id as "conversationId" from same join "Contact" p on p.id = same.id and p."blockedAt" is null
      join "Conversation" c on c.channel = p.channel and c.sender = p.sender and c."contactId" = p.id and c."chatKind" = 'private'
    order by c."lastInboundAt" desc nulls last, c.id limit 1`
  return rows[0]
}
