import type { Clock } from '../shared/clock.ts'
import type { Database } from './database.ts'
import { readSetting, saveSetting } from './settings.ts'

/** Keeps the place in a platform's stream, one of each `id`, as a setting named by `nameKey`. */
export function createCursorStore(database: Database, clock: Clock, nameKey: (id: string) => string) {
  return {
    load: async (id: string): Promise<string | undefined> => {
      const stored = await database.transaction(tx => readSetting(tx, nameKey(id)))
      const { cursor } = (stored ?? {}) as { cursor?: string }
      return cursor
    },
    save: async (id: string, cursor: string): Promise<void> => {
      const value = { cursor }
      await database.transaction(tx => saveSetting(tx, nameKey(id), { value, now: clock.now() }))
    },
  }
}
