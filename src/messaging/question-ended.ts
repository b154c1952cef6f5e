/**
 * A question that we ask of our own accord is not sent: it may not go at this time (`withheld`), or it may have gone
 * already (`unknown`): residents are rather asked not at all than twice.
 */
export class QuestionEnded extends Error {
  readonly outcome: 'withheld' | 'unknown'

  constructor(outcome: 'withheld' | 'unknown') {
    super(`the question was not sent: ${outcome}`)
    this.outcome = outcome
  }
}
