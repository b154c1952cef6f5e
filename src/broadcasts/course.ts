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

/** Why a second person is needed, or may not be this one; undefined where the step may be taken. */
export function findApprovalTrouble(about: {
  action: BroadcastAction
  by: string
  createdBy: string
  updatedBy: string
}): string | undefined {
  const { action, by, createdBy, updatedBy } = about
  if (action !== 'approve') return undefined
  const isOwn = by === createdBy || by === updatedBy
  return isOwn ? 'A notice is approved by somebody other than who wrote it.' : undefined
}
