import type { DomainEvent, DomainEventKind } from './shared/events.ts'
import type { Work } from './storage/work.ts'

type EventOf<K extends DomainEventKind> = Extract<DomainEvent, { kind: K }>
type Reaction<K extends DomainEventKind> = (work: Work, event: EventOf<K>) => Promise<void>

/** What follows from each kind of event, in order. */
export type Reactions = { [K in DomainEventKind]?: readonly Reaction<K>[] }

/** Gives the one page of "when this happened, do that": every reaction runs in the transaction of the event. */
export function createReactions(): Reactions {
  return {}
}

/** Runs the reactions to an event; the first that rejects undoes the whole unit of work. */
export async function react<K extends DomainEventKind>(
  reactions: Reactions,
  work: Work,
  event: EventOf<K>,
): Promise<void> {
  const list = (reactions[event.kind] ?? []) as readonly Reaction<K>[]
  for (const reaction of list) await reaction(work, event)
}
