import { LinliError } from '../shared/errors.ts'

export const alertStatuses = ['open', 'acknowledged', 'resolved', 'muted', 'closed'] as const
export type AlertStatus = (typeof alertStatuses)[number]
export const alertActions = ['acknowledge', 'assign', 'resolve', 'mute'] as const
export type AlertAction = (typeof alertActions)[number]

/** Gives the status after a step of staff. Throws `conflict` where the step may not be taken. */
export function stepAlert(status: string, action: AlertAction): AlertStatus {
  const live = status === 'open' || status === 'acknowledged'
  if (action === 'mute' && (live || status === 'closed')) return 'muted'
  if (action === 'resolve' && (live || status === 'muted')) return 'resolved'
  if (action === 'acknowledge' && status === 'open') return 'acknowledged'
  if (action === 'assign' && live) return 'acknowledged'
  throw new LinliError('conflict', `An alert that is ${status} cannot be given the step ${action}.`)
}

/** Alerts of many people: `group` where they wrote in groups, `place` where some or all wrote in private. */
export const placeKinds: readonly string[] = ['group', 'place']
export const isOfPlace = (kind: string): boolean => placeKinds.includes(kind)

export const isLive = (status: string): boolean => status === 'open' || status === 'acknowledged'

/** An alert as far as joining it is concerned. */
export interface Joinable {
  id: string
  groupId: string | null
  communityId: string | null
  category: string
  status: string
  lastEvidenceAt: Date
  endedAt: Date | null
}

export interface Spike {
  groupId: string | null
  communityId: string | null
  category: string
  /** How sure the category is: the share of those who name anything. */
  share: number
  atMs: number
  /** Discontent people of the spike who speak in none of the alert's lines. */
  newcomers(alertId: string): number
}

const hourMs = 3_600_000
/** So sure and so many strangers make a second cause in a group that is upset already. */
const sureShare = 0.7
const strangers = 5

/** Finds the alert that a spike belongs to: the same cause at the same place, or the quarrel that still goes on there. */
export function findJoinable<A extends Joinable>(
  alerts: readonly A[],
  spike: Spike,
  mergeHours: number,
): A | undefined {
  const near = alerts.filter(
    alert =>
      alert.lastEvidenceAt.getTime() > spike.atMs - mergeHours * hourMs &&
      (spike.communityId !== null
        ? alert.communityId === spike.communityId
        : alert.groupId !== null && alert.groupId === spike.groupId),
  )
  const same = near.find(alert => alert.category === spike.category)
  if (same) return same
  return near.find(
    alert =>
      alert.groupId !== null &&
      alert.groupId === spike.groupId &&
      alert.lastEvidenceAt.getTime() > spike.atMs - 2 * hourMs &&
      (spike.share < sureShare || spike.category === 'staff' || spike.newcomers(alert.id) < strangers),
  )
}

/** Whether what joins an alert that has ended wakes it again: it went on well after somebody ended it. */
export function isRekindled(alert: Joinable, atMs: number): boolean {
  if (alert.status === 'muted' || isLive(alert.status)) return false
  return alert.endedAt !== null && atMs > alert.endedAt.getTime() + 15 * 60_000
}
