/** The platform's count: so many messages within so many hours of a person's last word. */
export class ReplyBook {
  private readonly lastWords = new Map<string, { at: number; sent: number }>()
  private readonly window: { hours: number; messages: number }
  readonly now: () => number

  constructor(window: { hours: number; messages: number }, now: () => number) {
    this.window = window
    this.now = now
  }

  /** The person wrote: the count begins anew. */
  open(person: string): void {
    this.lastWords.set(person, { at: this.now(), sent: 0 })
  }

  /** Why a message may not go now; nothing where it may. */
  check(person: string): 'over' | 'used' | undefined {
    const word = this.lastWords.get(person)
    if (!word || this.now() - word.at > this.window.hours * 3_600_000) return 'over'
    return word.sent >= this.window.messages ? 'used' : undefined
  }

  count(person: string): void {
    const word = this.lastWords.get(person)
    if (word) word.sent += 1
  }

  sent(person: string): number {
    return this.lastWords.get(person)?.sent ?? 0
  }
}
