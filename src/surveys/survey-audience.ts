import type { Transaction } from '../storage/database.ts'
import { Prisma } from '../storage/generated/client.ts'
import { accountsOf, samePersons } from '../storage/same-person.ts'
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
      account as (
        select s.root, s.id, min(s.id) over person as "personId", bool_or(p."surveysOffAt" is not null) over person as "isSilent"
        from same s join "Contact" p on p.id = s.id window person as (partition by s.root))
    select distinct on (account."personId") p.id as "contactId", c.id as "conversationId", h."communityId"
    from account join "Contact" p on p.id = account.id join "Conversation" c on c.channel = p.channel and c.sender = p.sender and c."chatKind" = 'private'
      join "Contact" own on own.id = account.root left join "Household" h on h.id = own."householdId"
    where p."blockedAt" is null and not account."isSilent"
    order by account."personId", c."lastInboundAt" desc nulls last, c.id, (own.id = p.id) desc, own.id`
}

/** The private talk that a person used last on an account on which they have not blocked us. */
export async function findOpenTalk(tx: Transaction, contactId: string): Promise<SurveyTalk | undefined> {
  const rows = await tx.$queryRaw<SurveyTalk[]>`
    select p.id as "contactId", c.id as "conversationId" from "Contact" p
      join "Conversation" c on c.channel = p.channel and c.sender = p.sender and c."chatKind" = 'private'
    where p.id = any(${accountsOf(Prisma.sql`${contactId}`)}) and p."blockedAt" is null
    order by c."lastInboundAt" desc nulls last, c.id limit 1`
  return rows[0]
}
