import type { CliParts } from './parts.ts'

/** Gives the assembled product to the commands; loaded on use, so that `doctor` runs where it cannot start. */
export function wireParts(): CliParts {
  return {
    startApp: () => Promise.reject(new Error('not assembled yet')),
    tryDataDir: () => Promise.resolve(),
    openEvalTarget: () => Promise.reject(new Error('not assembled yet')),
  }
}
