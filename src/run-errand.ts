import type { RemindParts } from './activities/remind.ts'
import { readBirthday } from './broadcasts/birthday.ts'
import { type BirthdayParts, dropBirthday, keepBirthday } from './broadcasts/birthday-store.ts'
import { optIn, optOut } from './broadcasts/opt-out.ts'
import type { Errand, ErrandAnswer } from './dialog/errand.ts'
import { type NoticeTexts, noticeTextsFor } from './i18n/notices.ts'
import { runActivity } from './run-activity-errand.ts'
import { runMenu } from './run-menu-errand.ts'
import { runOwnerDay } from './run-owner-day-errand.ts'
import { LinliError } from './shared/errors.ts'
import type { Work } from './storage/work.ts'

/** How a resident is written to outside a turn. */
export type ErrandParts = RemindParts & BirthdayParts

/** Carries out what a button of a notice or activity, or a fixed word, asks for; gives what the resident hears. */
export async function runErrand(parts: ErrandParts, work: Work, errand: Errand): Promise<ErrandAnswer> {
  const texts = noticeTextsFor(errand.language)
  const [about = '', action = ''] = errand.value.split(':')
  try {
    switch (about) {
      case 'activity':
        return await runActivity(parts, work, { errand, texts, action })
      case 'menu':
        return await runMenu(work, { errand, texts, action })
      case 'owner-day':
        return { text: await runOwnerDay(work, { errand, texts, action }) }
      case 'birthday':
        return { text: await runBirthday(parts, work, { errand, texts, action }) }
      default:
        return { text: await runSubscription(work, { errand, texts, action }) }
    }
  } catch (error) {
    // A button of something that is gone.
    if (error instanceof LinliError && error.code === 'not-found') return { text: texts.activity.none }
    throw error
  }
}

export interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

async function runSubscription(work: Work, { errand, texts, action }: Running): Promise<string> {
  const isStop = action === 'stop'
  await (isStop ? optOut : optIn)(work, errand.contactId)
  return isStop ? texts.optedOut : texts.optedIn
}

async function runBirthday(
  { timezone }: ErrandParts,
  work: Work,
  { errand, texts, action }: Running,
): Promise<string> {
  const { birthday: words } = texts
  const { contactId } = errand
  if (action === 'how') return words.how
  if (action === 'stop') {
    await dropBirthday(work, contactId)
    return words.dropped
  }
  const birthday = readBirthday(errand.value.slice('birthday:keep:'.length))
  if (!birthday) return words.bad
  await keepBirthday(work, { contactId, birthday, timezone })
  const { month, day, isLunar } = birthday
  return words.kept(isLunar ? words.lunar(month, day) : words.solar(month, day))
}
