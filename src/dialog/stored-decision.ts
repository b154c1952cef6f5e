import type { TurnDecision } from './decide-turn.ts'

/** A decision as a suggestion keeps it, as plain JSON; what it costs and how it feels is kept elsewhere. */
export type StoredDecision = Pick<
  TurnDecision,
  'progress' | 'language' | 'understoodBy' | 'commands' | 'dropped' | 'inputTokens' | 'outputTokens'
> & {
  perform: Omit<TurnDecision['perform'], 'answers'> & { answers: [string, unknown][] }
}

export function storeDecision(decision: TurnDecision): StoredDecision {
  const { moods: _moods, perform, ...rest } = decision
  return JSON.parse(JSON.stringify({ ...rest, perform: { ...perform, answers: [...perform.answers] } }))
}

export function restoreDecision(stored: StoredDecision): Omit<TurnDecision, 'moods'> {
  const answers = new Map(stored.perform.answers) as TurnDecision['perform']['answers']
  return { ...stored, perform: { ...stored.perform, answers } } as Omit<TurnDecision, 'moods'>
}
