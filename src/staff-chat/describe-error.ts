import type { LinliError } from '../shared/errors.ts'
import type { StaffChatParts } from './staff-chat-parts.ts'

/** Why nothing was done, as the company's staff read it. */
export function describeError(
  { staffTexts, explainRefusal }: Pick<StaffChatParts, 'staffTexts' | 'explainRefusal'>,
  error: LinliError,
): string {
  return staffTexts.refused(explainRefusal(error) ?? error.message)
}
