import { createLinkCode, linkMinutes, unlinkAccount, useLinkCode } from '../bindings/link-accounts.ts'
import type { Work } from '../storage/work.ts'
import type { Step } from './flows/state.ts'
import type { LinkOutcome } from './reply/outcome.ts'

/** Shows a code, takes one, or parts the account from the person's others. */
export async function linkAccounts(
  work: Work,
  step: Extract<Step, { kind: 'link' }>,
  { contactId, now }: { contactId: string; now: Date },
): Promise<LinkOutcome> {
  if (step.what === 'show') {
    return { kind: 'code', code: await createLinkCode(work.tx, { contactId, now }), minutes: linkMinutes }
  }
  if (step.what === 'use') return await useLinkCode(work.tx, { contactId, code: step.code, now })
  return (await unlinkAccount(work.tx, contactId)) ? { kind: 'unlinked' } : { kind: 'not-linked' }
}
