import type { Clock } from '../shared/clock.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import type { Work } from '../storage/work.ts'
import type { AlertParts } from './alert-parts.ts'
import type { LineJudge } from './judge-line.ts'

export interface WatcherParts extends AlertParts {
  database: Database
  clock: Clock
  log: Log
  judge: LineJudge
  /** Makes ready what judging these texts well needs; without it words alone are read. Never rejects. */
  prepare?(texts: readonly string[]): Promise<void>
  runWork<T>(run: (work: Work) => Promise<T>): Promise<T>
  /** Of groups that nobody has assigned to a community. */
  defaultCommunityId: string | undefined
}
