import type { CliParts } from './parts.ts'

/** Gives the assembled product to the commands; loaded on use, so that `doctor` runs where it cannot start. */
export function wireParts(): CliParts {
  const load = async () => (await import('./assembled-parts.ts')).assembleParts()
  return {
    startApp: async (config, options) => (await load()).startApp(config, options),
    openEvalTarget: async (config, options) => (await load()).openEvalTarget(config, options),
    importDocuments: async (config, paths) => (await load()).importDocuments(config, paths),
    tryDataDir: async config => (await load()).tryDataDir(config),
  }
}
