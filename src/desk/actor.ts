import type { StaffRole } from './staff.ts'
import type { StaffMember } from './staff-session.ts'

/** `machine` is who bears the API token. */
export type Role = StaffRole | 'machine'

/** Who calls. */
export type Actor =
  | { role: 'machine'; id: 'api' }
  | { role: StaffRole; id: string; staff: StaffMember; csrf: string; token: string }
