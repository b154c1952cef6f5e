import type { ActivityView } from '../../../../src/desk/contract.ts'
import { say } from '../../texts/say.ts'

/** 18/20, and how many wait. */
export function describePeople({ counts, quota }: ActivityView): string {
  const taken = `${counts.in + counts.attended}${quota === null ? '' : `/${quota}`}`
  return counts.waiting > 0 ? `${taken} · ${say('actWaiting')} ${counts.waiting}` : taken
}

export function describeQuestions({ counts }: ActivityView): string {
  return say('actQuestionsOf', { answered: counts.answered, all: counts.questions })
}
