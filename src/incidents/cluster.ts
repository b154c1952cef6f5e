import type { CauseId, Reach } from './causes.ts'
import type { IncidentPolicy } from './policy.ts'

/** One ticket as a report of a cause at a place. */
export interface Report {
  ticketId: string
  number: string
  /** The household, or who wrote where no household is known: one of each counts. */
  reporter: string
  cause: { id: CauseId; reach: Reach }
  building: string | null
  at: Date
}

export interface OpenIncident {
  id: string
  cause: string
  /** Null where the whole community is concerned. */
  building: string | null
}

export type Clustering =
  | { kind: 'none' }
  /** With `reports`, the incident spreads: these of other buildings join with the new one. */
  | { kind: 'join'; incidentId: string; reports?: Report[] }
  | { kind: 'open'; reports: Report[]; building: string | null }

/** As many households outside of a building as show that its trouble is not its own. */
const spreadFrom = 2

interface Known {
  open: readonly OpenIncident[]
  earlier: readonly Report[]
  policy: Pick<IncidentPolicy, 'households' | 'withinMinutes'>
}

/**
 * Decides whether a new report joins an open incident, opens one together with earlier reports, or stands alone. All of
 * one community; `earlier` are live tickets that belong to no incident. Reports of a building's own trouble without a
 * known building never join: nobody knows that it is the same place.
 */
export function clusterReport(report: Report, known: Known): Clustering {
  const { cause, building } = report
  const isWide = cause.reach !== 'building'
  if (!isWide && building === null) return { kind: 'none' }
  const running = known.open.filter(incident => incident.cause === cause.id)
  const own = running.find(incident => isOfPlace(report, incident.building))
  if (own) return { kind: 'join', incidentId: own.id }
  const sinceMs = report.at.getTime() - known.policy.withinMinutes * 60_000
  const same = known.earlier.filter(
    other =>
      other.cause.id === cause.id && (isWide || other.building === building) && other.at.getTime() >= sinceMs,
  )
  const reports = [...same, report]
  const households = new Set(reports.map(({ reporter }) => reporter)).size
  const [local] = running
  if (isWide && local && households >= spreadFrom) return { kind: 'join', incidentId: local.id, reports }
  if (households < known.policy.households) return { kind: 'none' }
  return { kind: 'open', reports, building: placeOf(reports, cause.reach) }
}

/** Whether an incident of the same cause at this building, or everywhere, is what the report speaks of. */
function isOfPlace({ cause, building }: Report, where: string | null): boolean {
  if (cause.reach === 'community') return true
  if (cause.reach === 'building') return where === building
  return where === null || building === null || where === building
}

/** The one building that all name; null for the whole community. */
function placeOf(reports: readonly Report[], reach: Reach): string | null {
  if (reach === 'community') return null
  const [first, ...others] = new Set(reports.flatMap(({ building }) => building ?? []))
  return others.length === 0 ? (first ?? null) : null
}
