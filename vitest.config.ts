import { defineConfig } from 'vitest/config'
import { ClosingLineReporter } from './tests/support/closing-line-reporter.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/shared-servers.ts'],
    reporters: ['default', new ClosingLineReporter()],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // A shared machine may stall for seconds; what fails twice is broken.
    retry: process.env['CI'] ? 1 : 0,
    pool: 'forks',
    // Two processes: the embedded database takes about half a gigabyte in each.
    maxWorkers: 2,
  },
})
