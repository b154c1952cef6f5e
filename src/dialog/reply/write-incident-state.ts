import type { Texts } from '../../i18n/texts.ts'
import { isDispute } from '../../incidents/causes.ts'
import type { IncidentState } from '../../incidents/run-incident.ts'

/** How it stands with what others have reported too; between neighbours without saying how many. */
export function writeIncident(incident: IncidentState, texts: Texts): string {
  const { incidentTold } = texts
  const state = incidentTold.state[incident.state]
  const known = isDispute(incident.cause)
    ? incidentTold.knownDispute({ state })
    : incidentTold.known({ households: incident.households, building: incident.building, state })
  return incident.progress === '' ? known : `${known}${incidentTold.progress(incident.progress)}`
}
