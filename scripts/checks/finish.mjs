/** Prints one line a problem and ends the gate: exit code 1 when there is any. */
export function finish(problems) {
  for (const problem of problems) console.log(problem)
  process.exit(problems.length === 0 ? 0 : 1)
}
