import { messageOf } from '../shared/errors.ts'
import { type DayLabel, judgeDay } from './judge-day.ts'
import { isJudgedMessage, judgeMessage } from './judge-message.ts'
import { isJudgedQuestion, judgeQuestion } from './judge-question.ts'
import { judgeTalk } from './judge-talk.ts'
import type { DayResult, FileReport, MessageResult, QuestionResult, TalkResult } from './results.ts'
import type { MessageRow, QuestionRow, RowSet, StreamRow, TalkRow } from './rows.ts'
import type { EvalTalk, EvalTarget } from './target.ts'

export interface EvaluationOptions {
  /** Texts of the documents that are loaded, to tell quotations and invented figures. */
  documents: string[]
  /** How many talks or questions run side by side. */
  parallel: number
}

/**
 * Plays the rows of one file against the target and judges them; results stand in the order of the rows. A row on
 * which the target breaks fails with its error and the others go on.
 */
export async function runEvaluation(
  target: EvalTarget,
  { file, set }: { file: string; set: RowSet },
  options: EvaluationOptions,
): Promise<FileReport> {
  const report: FileReport = { file, talks: [], questions: [], messages: [], days: [] }
  const each = <R, T>(rows: R[], work: (row: R) => Promise<T>) => mapSideBySide(rows, options.parallel, work)
  switch (set.format) {
    case 'talks':
      return { ...report, talks: await each(set.rows, row => playTalk(target, row)) }
    case 'questions':
      return {
        ...report,
        questions: await each(set.rows, row => askQuestion(target, row, options.documents)),
      }
    case 'messages':
      return { ...report, messages: await each(set.rows, row => scoreMessage(target, row)) }
    case 'stream':
      return { ...report, days: await watchDays(target, set.rows, set.labels?.days ?? {}) }
  }
}

const sectionOf = (row: { tags: string[] }, fallback: string) => row.tags[0] ?? fallback

async function playTalk(target: EvalTarget, row: TalkRow): Promise<TalkResult> {
  const result: TalkResult = {
    id: row.id,
    section: sectionOf(row, 'talks'),
    pass: null,
    reasons: [],
    replies: [],
    tickets: [],
    turns: [],
  }
  try {
    const talk = await target.openTalk({
      id: row.id,
      tags: row.tags,
      ...(row.lang && { language: row.lang }),
    })
    await playTurns(talk, row, result.turns)
    const state = await talk.state()
    result.replies = result.turns.flatMap(turn => turn.replies)
    result.tickets = state.tickets
    if (row.expect) {
      result.reasons = judgeTalk(row.expect, state, result.replies)
      result.pass = result.reasons.length === 0
    }
    return result
  } catch (error) {
    const replies = result.turns.flatMap(turn => turn.replies)
    return { ...result, replies, pass: false, reasons: [describeBreak(error)] }
  }
}

async function playTurns(talk: EvalTalk, row: TalkRow, turns: TalkResult['turns']): Promise<void> {
  const resolvedBefore = findResolvedTurn(row)
  for (const [index, turn] of row.turns.entries()) {
    if (index === resolvedBefore) await talk.resolveOpenTickets()
    turns.push({ messages: turn.user, replies: await talk.say(turn.user) })
  }
}

/** Gives the index of the turn in which the resident says that the work was done, if this talk is about that. */
function findResolvedTurn(row: TalkRow): number | undefined {
  if (row.resolved_before) return row.resolved_before - 1
  const isAfterWork = row.tags.includes('reopen') || row.tags.includes('rating')
  return isAfterWork && row.turns.length > 1 ? row.turns.length - 1 : undefined
}

async function askQuestion(
  target: EvalTarget,
  row: QuestionRow,
  documents: string[],
): Promise<QuestionResult> {
  const fallback = row.unanswerable ? 'unanswerable' : 'answerable'
  const section = row.unanswerable === undefined ? 'questions' : fallback
  const base = { id: row.id, section, question: row.q, reply: '', citations: [] }
  try {
    const answer = await target.ask(row.q, row.lang ?? 'zh-CN')
    const given = { ...base, reply: answer.reply, citations: answer.citations }
    if (!isJudgedQuestion(row)) return { ...given, pass: null, reasons: [] }
    const reasons = judgeQuestion(row, answer, documents)
    return { ...given, pass: reasons.length === 0, reasons }
  } catch (error) {
    return { ...base, pass: false, reasons: [describeBreak(error)] }
  }
}

async function scoreMessage(target: EvalTarget, row: MessageRow): Promise<MessageResult> {
  const base = { id: row.id, section: sectionOf(row, 'messages'), text: row.text }
  try {
    const score = await target.score(row.text)
    const { sentiment, emotion, angryAtService } = score
    const reasons = judgeMessage(row, score)
    const pass = isJudgedMessage(row) ? reasons.length === 0 : null
    return { ...base, sentiment, emotion, angryAtService, pass, reasons }
  } catch (error) {
    const nothing = { sentiment: 'neutral', emotion: 'neutral', angryAtService: false } as const
    return { ...base, ...nothing, pass: false, reasons: [describeBreak(error)] }
  }
}

async function watchDays(
  target: EvalTarget,
  rows: StreamRow[],
  labels: Record<string, DayLabel>,
): Promise<DayResult[]> {
  const days = [...new Set(rows.map(row => row.day))]
  const results: DayResult[] = []
  // One after another: the groups of two days may be the same.
  for (const day of days) {
    const messages = rows.filter(row => row.day === day).sort((a, b) => a.at.getTime() - b.at.getTime())
    results.push(await watchDay(target, messages, { day, label: labels[day] }))
  }
  return results
}

async function watchDay(
  target: EvalTarget,
  messages: StreamRow[],
  { day, label }: { day: string; label: DayLabel | undefined },
): Promise<DayResult> {
  const base = { day, section: 'days', alerts: [] }
  try {
    if (!target.watch) return { ...base, pass: label ? false : null, reasons: ['groups are not watched yet'] }
    const alerts = await target.watch(messages)
    const reasons = label ? judgeDay(label, alerts) : []
    return { ...base, alerts, pass: label ? reasons.length === 0 : null, reasons }
  } catch (error) {
    return { ...base, pass: false, reasons: [describeBreak(error)] }
  }
}

function describeBreak(error: unknown): string {
  return `broke: ${messageOf(error)}`
}

async function mapSideBySide<R, T>(rows: R[], parallel: number, work: (row: R) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  const waiting = [...rows.entries()]
  const workOff = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, workOff))
  return results
}
