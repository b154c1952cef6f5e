import type { CauseId } from './causes.ts'
import type { IncidentPolicy } from './policy.ts'

/** One ticket as a report of a cause at a place. */
export interface Report {
  ticketId: string
  number: string
  /** The household, or who wrote where no household is known: one of each counts. */
  reporter: string
  cause: { id: CauseId; reach: 'community' | 'building' }
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
  | { kind: 'join'; incidentId: string }
  | { kind: 'open'; reports: Report[]; building: string | null }

/**
 * Decides whether a new report joins an open incident, opens one together with earlier reports, or stands alone. All of
 * one community; `earlier` are live tickets that belong to no incident. Reports of a building's own trouble without a
 * known building never join: nobody knows that it is the same place.
 */
export function clusterReport(
  report: Report,
  known: {
    open: readonly OpenIncident[]
    earlier: readonly Report[]
    policy: Pick<IncidentPolicy, 'households' | 'withinMinutes'>
  },
): Clustering {
  const { cause, building } = report
  const isWide = cause.reach === 'community'
  if (!isWide && building === null) return { kind: 'none' }
  const running = known.open.find(
    incident => incident.cause === cause.id && (isWide || incident.building === building),
  )
  if (running) return { kind: 'join', incidentId: running.id }
  const sinceMs = report.at.getTime() - known.policy.withinMinutes * 60_000
  const same = known.earlier.filter(
    other =>
      other.cause.id === cause.id && (isWide || other.building === building) && other.at.getTime() >= sinceMs,
  )
  const reports = [...same, report]
  const households = new Set(reports.map(({ reporter }) => reporter)).size
  if (households < known.policy.households) return { kind: 'none' }
  return { kind: 'open', reports, building: isWide ? null : building }
}
