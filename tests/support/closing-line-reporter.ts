import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the output with `N passed, N failed` alone on a line; a file that cannot be loaded counts as failed.
 * Stands last in `reporters`, since vitest tells them of the end in that order.
 */
export class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const count = (state: 'passed' | 'failed') => tests.filter(test => test.result().state === state).length
    // A file or a hook that breaks fails no single test, but the run is not green.
    const broken = modules.filter(module => module.state() === 'failed' && !hasFailedTest(module)).length
    const failed = count('failed') + broken + unhandledErrors.length
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed\n`)
  }
}

function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0
}
