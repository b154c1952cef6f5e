import type { JudgedCitation, JudgedScore, JudgedTicket, StreamAlert } from './target.ts'

interface Judged {
  /** Null where the row has no expectation. */
  pass: boolean | null
  /** Why it failed, one line each. */
  reasons: string[]
  /** `tags[0]` of the row, or the format where it has none. */
  section: string
}

export interface TalkResult extends Judged {
  id: string
  replies: string[]
  tickets: JudgedTicket[]
  /** What was said, turn by turn, for people who read a failure. */
  turns: { messages: string[]; replies: string[] }[]
}

export interface QuestionResult extends Judged {
  id: string
  question: string
  reply: string
  citations: JudgedCitation[]
}

export interface MessageResult extends Judged, JudgedScore {
  id: string
  text: string
}

export interface DayResult extends Judged {
  day: string
  alerts: StreamAlert[]
}

/** What one file gave; exactly one of the lists is filled, as its format says. */
export interface FileReport {
  file: string
  talks: TalkResult[]
  questions: QuestionResult[]
  messages: MessageResult[]
  days: DayResult[]
}

export interface SectionScore {
  section: string
  passed: number
  judged: number
}

export type AnyResult = TalkResult | QuestionResult | MessageResult | DayResult

/** Gives all results of a file, of whatever format. */
export function listResults(report: FileReport): AnyResult[] {
  return [...report.talks, ...report.questions, ...report.messages, ...report.days]
}

/** Gives the scores of each section, in order of appearance; rows without expectation do not count. */
export function countSections(results: AnyResult[]): SectionScore[] {
  const sections = new Map<string, SectionScore>()
  for (const { section, pass } of results) {
    if (pass === null) continue
    const score = sections.get(section) ?? { section, passed: 0, judged: 0 }
    sections.set(section, { section, passed: score.passed + (pass ? 1 : 0), judged: score.judged + 1 })
  }
  return [...sections.values()]
}

/** Gives the share of judged rows that pass, 0–1; undefined when nothing is judged. */
export function shareOf(results: AnyResult[]): number | undefined {
  const judged = results.filter(result => result.pass !== null)
  return judged.length === 0 ? undefined : judged.filter(result => result.pass).length / judged.length
}
