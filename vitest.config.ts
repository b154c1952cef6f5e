import { defineConfig } from 'vitest/config'
import { ClosingLineReporter } from './tests/support/closing-line-reporter.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/shared-servers.ts'],
    reporters: ['default', new ClosingLineReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Two processes: the embedded database takes about half a gigabyte in each.
    maxWorkers: 2,
  },
})
