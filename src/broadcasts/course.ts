/** Where a broadcast stands. */
export const broadcastStates = [
  'draft',
  'awaiting-approval',
  'approved',
  'scheduled',
  'sending',
  'paused',
  'done',
  'stopped',
  'recalled',
  'expired',
] as const
export type BroadcastState = (typeof broadcastStates)[number]

export const broadcastActions = [
  'edit',
  'submit',
  'approve',
  'reject',
  'test',
  'schedule',
  'start',
  'pause',
  'resume',
  'stop',
  'finish',
  'correct',
  'recall',
  'expire',
  'reopen',
] as const
export type BroadcastAction = (typeof broadcastActions)[number]

interface Step {
  from: readonly BroadcastState[]
  /** Absent: it stays where it is. */
  to?: BroadcastState
}

const unsent: readonly BroadcastState[] = ['draft', 'awaiting-approval', 'approved', 'scheduled']
const begun: readonly BroadcastState[] = ['sending', 'paused', 'done', 'stopped']

/** The whole course. What has been approved and is edited needs approval again. */
const course: Record<BroadcastAction, Step> = {
  edit: { from: ['draft', 'awaiting-approval', 'approved'], to: 'draft' },
  submit: { from: ['draft'], to: 'awaiting-approval' },
  approve: { from: ['awaiting-approval'], to: 'approved' },
  reject: { from: ['awaiting-approval', 'approved'], to: 'draft' },
  test: { from: unsent },
  schedule: { from: ['approved', 'scheduled'], to: 'scheduled' },
  start: { from: ['approved', 'scheduled'], to: 'sending' },
  pause: { from: ['sending', 'scheduled'], to: 'paused' },
  resume: { from: ['paused'], to: 'sending' },
  stop: { from: ['awaiting-approval', 'approved', 'scheduled', 'sending', 'paused'], to: 'stopped' },
  finish: { from: ['sending'], to: 'done' },
  correct: { from: begun },
  recall: { from: begun, to: 'recalled' },
  expire: { from: ['approved', 'scheduled', 'sending', 'paused'], to: 'expired' },
  // Failures are tried once more.
  reopen: { from: ['done', 'stopped'], to: 'sending' },
}

/** Gives the state after a step, or undefined where the step may not be taken. */
export function nextState(state: BroadcastState, action: BroadcastAction): BroadcastState | undefined {
  const { from, to } = course[action]
  return from.includes(state) ? (to ?? state) : undefined
}

/** The steps that may be taken now. */
export function listActions(state: BroadcastState): BroadcastAction[] {
  return broadcastActions.filter(action => course[action].from.includes(state))
}

/**
 * Why this person may not approve; undefined where they may. Who saved it last may not: the words that go out are theirs.
 * Whoever wrote an earlier version may, first author or not; otherwise two who worked on it could both not.
 */
export function findApprovalTrouble(about: { by: string; updatedBy: string }): string | undefined {
  return about.by === about.updatedBy
    ? 'A notice is approved by somebody other than who wrote or changed it last.'
    : undefined
}
