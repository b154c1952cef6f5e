import type { Clock } from '../../../shared/clock.ts'
import { waitReal } from '../shared/time.ts'

interface Slot {
  messageId: string
  fill(text: string): void
}

/**
 * The answers that can still go back in the platform's own request. Each request waits a while for one; what comes later
 * goes by a customer service message. A repeat of a request gets the answer that the first one was given.
 */
export class PassiveSlots {
  private readonly clock: Clock
  private readonly waitMs: number
  private readonly open = new Map<string, Slot[]>()
  private readonly given = new Map<string, string>()

  constructor(clock: Clock, waitMs: number) {
    this.clock = clock
    this.waitMs = waitMs
  }

  /** Waits for an answer to this message of this person; undefined when none came in time. */
  async wait(person: string, messageId: string): Promise<string | undefined> {
    const known = this.given.get(messageId)
    if (known !== undefined || this.waitMs <= 0) return known
    const over = new AbortController()
    let answer: string | undefined
    const slot: Slot = {
      messageId,
      fill: text => {
        answer = text
        this.remember(messageId, text)
        over.abort()
      },
    }
    this.open.set(person, [...(this.open.get(person) ?? []), slot])
    await waitReal(this.clock, this.waitMs, over.signal)
    this.close(person, slot)
    return answer
  }

  /** Puts an answer into the oldest waiting request of this person; gives the message it answers, or undefined. */
  fill(person: string, text: string): string | undefined {
    const [slot] = this.open.get(person) ?? []
    if (!slot) return undefined
    this.close(person, slot)
    slot.fill(text)
    return slot.messageId
  }

  private close(person: string, slot: Slot): void {
    const rest = (this.open.get(person) ?? []).filter(one => one !== slot)
    if (rest.length === 0) this.open.delete(person)
    else this.open.set(person, rest)
  }

  private remember(messageId: string, text: string): void {
    this.given.set(messageId, text)
    const oldest = this.given.keys().next()
    if (this.given.size > 1_000 && !oldest.done) this.given.delete(oldest.value)
  }
}
