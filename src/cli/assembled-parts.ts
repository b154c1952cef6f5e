import { createMind, demoKnowledgeDir } from '../assemble.ts'
import { importPaths } from '../knowledge/import/import-documents.ts'
import { createClock } from '../shared/clock.ts'
import { createLog } from '../shared/log.ts'
import { noMetrics } from '../shared/metrics.ts'
import { startProduct, storageOf } from '../start-product.ts'
import { lockDirectory } from '../storage/lock-directory.ts'
import { openDatabase } from '../storage/open-database.ts'
import { createEvalTarget } from './eval-target.ts'
import type { CliParts } from './parts.ts'

/** Whoever starts first sees the password, also by a command: nobody can read it again. */
function tellPassword(password: string): void {
  process.stderr.write(`First sign-in at the desk: admin / ${password} (shown this once)\n`)
}

/** The assembled product, as the commands need it. */
export function assembleParts(): CliParts {
  return {
    startApp: (config, { channels }) => startProduct(config, { channels, onFirstPassword: tellPassword }),
    tryDataDir: async ({ dataDir }) => lockDirectory(dataDir)(),
    importDocuments: async (config, paths) => {
      const clock = createClock()
      const database = await openDatabase({ ...storageOf(config), log: createLog('error'), clock })
      try {
        return await importPaths(database, paths, clock.now())
      } finally {
        await database.close()
      }
    },
    openEvalTarget: async (config, { knowledgeDir }) => {
      const log = createLog('error')
      const clock = createClock()
      const database = await openDatabase({ log, clock })
      const mind = await createMind({
        config,
        database,
        clock,
        log,
        metrics: noMetrics,
        knowledgeDir: knowledgeDir ?? config.knowledgeDir ?? demoKnowledgeDir,
      })
      const close = async () => {
        await mind.stop()
        await database.close()
      }
      return createEvalTarget({ ...mind, database, log, close })
    },
  }
}
