/** Puts a measured figure among the lines of the test run. */
export function printLine(text: string): void {
  process.stdout.write(`${text}\n`)
}
