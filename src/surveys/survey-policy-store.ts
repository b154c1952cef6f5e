import { LinliError } from '../shared/errors.ts'
import type { Transaction } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/settings.ts'
import { type SurveyPolicy, surveyPolicySchema } from './survey-policy.ts'

const key = 'surveys'

/** Gives the policy as stored, else the default: nothing goes out by itself. */
export async function readSurveyPolicy(tx: Transaction): Promise<SurveyPolicy> {
  return surveyPolicySchema.parse((await readSetting(tx, key)) ?? {})
}

/** Stores a policy. Rejects with `bad-request` and what was expected. */
export async function saveSurveyPolicy(tx: Transaction, given: unknown, now: Date): Promise<SurveyPolicy> {
  const parsed = surveyPolicySchema.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new LinliError(
      'bad-request',
      `The policy is not as expected at ${issue?.path.join('.')}: ${issue?.message}`,
    )
  }
  await saveSetting(tx, key, { value: parsed.data, now })
  return parsed.data
}
