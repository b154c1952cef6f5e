import type { Command } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { draftTicket } from './read-matter.ts'
import type { Turn } from './turn.ts'

/** Gives the commands for a resident who threatens to go elsewhere: a person, and a complaint where a matter is named. */
export function readThreat(turn: Turn): Command[] {
  const human: Command = { kind: 'request-human', reason: 'threat' }
  if (classifyCategory(turn.said).score < 2) return [human]
  const draft = draftTicket(turn.raw, 'report', turn)
  return [{ kind: 'open-ticket', draft: { ...draft, kind: 'complaint', priority: 'high' } }, human]
}
