import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { BindHousehold, ChatHistory, DemoHouseholds } from './chat-history.ts'

export interface WebChannelParts {
  history: ChatHistory
  households: DemoHouseholds
  bindHousehold: BindHousehold
  /** Signs the visitors' cookies; at least 32 characters, the same over restarts. */
  secret: string
  /** Folder for what residents upload; created when needed. */
  uploadsDir: string
  clock: Clock
  log: Log
}
