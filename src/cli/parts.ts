import type { Channel } from '../adapters/channel.ts'
import type { Config } from '../config/read-config.ts'
import type { EvalTarget } from '../evaluation/target.ts'
import type { ImportRun } from '../knowledge/import/import-documents.ts'

/** A running product; `stop` leaves nothing behind. */
export interface RunningApp {
  stop(): Promise<void>
}

/** What the commands need of the assembled product. */
export interface CliParts {
  /** Starts the product with these channels alone: no web page, no other channel. */
  startApp(config: Config, options: { channels: Channel[] }): Promise<RunningApp>
  /** Gives a product on an empty database of its own that knows the documents of `knowledgeDir` and nothing else. */
  openEvalTarget(config: Config, options: { knowledgeDir?: string }): Promise<EvalTarget>
  /** Takes the lock on the data directory and gives it back; rejects with `data-dir-in-use` when another process has it. */
  tryDataDir(config: Config): Promise<void>
  /** Reads files into the documents of this installation; rejects with `data-dir-in-use` while the product runs on embedded storage. */
  importDocuments(config: Config, paths: string[]): Promise<ImportRun>
}
