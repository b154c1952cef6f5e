import {
  askOwnerDay,
  findLastOwnerDay,
  findOpenOwnerDay,
  listOwnQuestions,
  withdrawQuestion,
} from './activities/owner-questions.ts'
import type { Errand } from './dialog/errand.ts'
import type { NoticeTexts } from './i18n/notices.ts'
import type { Work } from './storage/work.ts'

interface Running {
  errand: Errand
  texts: NoticeTexts
  action: string
}

/** Asking for the owners' day, taking a question back, and the results. */
export async function runOwnerDay(work: Work, running: Running): Promise<string> {
  const { errand, texts, action } = running
  const { ownerDay } = texts
  const { contactId } = errand
  const number = Number(errand.value.split(':')[2]) || undefined
  switch (action) {
    case 'results':
      return await writeResults(work, running)
    case 'mine':
      return await writeOwnQuestions(work, { contactId, number, texts })
    case 'withdraw': {
      const taken = await withdrawQuestion(work, { contactId, number })
      return taken ? ownerDay.taken(taken.number, taken.text) : ownerDay.noneOfYours
    }
    case 'how':
      return (await findOpenOwnerDay(work, errand)) ? ownerDay.how : ownerDay.closed
    default: {
      const asked = await askOwnerDay(work, { ...errand, text: errand.value.slice('owner-day:ask:'.length) })
      return asked ? ownerDay.numbered(asked.number, asked.title) : ownerDay.closed
    }
  }
}

async function writeResults(work: Work, { errand, texts: { ownerDay } }: Running): Promise<string> {
  const day = await findLastOwnerDay(work, errand)
  if (!day || day.questions.length === 0) return ownerDay.noResults
  const lines = day.questions.map(({ number, text, result }) =>
    ownerDay.result(number, text, result === '' ? ownerDay.pending : result),
  )
  return [ownerDay.results(day.title), ...lines].join('\n')
}

async function writeOwnQuestions(
  { tx }: Work,
  { contactId, number, texts }: { contactId: string; number: number | undefined; texts: NoticeTexts },
): Promise<string> {
  const { ownerDay } = texts
  const own = await listOwnQuestions(tx, { contactId })
  const asked = own.filter(question => number === undefined || question.number === number)
  if (asked.length === 0) return ownerDay.noneOfYours
  const lines = asked.map(question =>
    ownerDay.result(question.number, question.text, question.result || ownerDay.pending),
  )
  return [ownerDay.yoursAre, ...lines].join('\n')
}
