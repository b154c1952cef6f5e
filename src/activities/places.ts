export type SignUpState = 'in' | 'waiting' | 'attended' | 'cancelled'

export interface Place {
  contactId: string
  place: number
  state: SignUpState
}

const holdsPlace = ({ state }: Place) => state === 'in' || state === 'attended'

/** Whether one more gets a place, or waits. `quota` null: no limit. */
export function seat(places: readonly Place[], quota: number | null): 'in' | 'waiting' {
  const taken = places.filter(holdsPlace).length
  // Who waits already goes first.
  const someWait = places.some(({ state }) => state === 'waiting')
  return quota === null || (taken < quota && !someWait) ? 'in' : 'waiting'
}

/** Who moves up from the waiting list, in order, once there is room. */
export function findMovedUp(places: readonly Place[], quota: number | null): Place[] {
  const waiting = places.filter(({ state }) => state === 'waiting').toSorted((a, b) => a.place - b.place)
  if (quota === null) return waiting
  const free = quota - places.filter(holdsPlace).length
  return waiting.slice(0, Math.max(0, free))
}

/** Number within those who are in, or on the waiting list; 1 is first. */
export function orderOf(places: readonly Place[], contactId: string): number {
  const own = places.find(place => place.contactId === contactId)
  if (!own) return 0
  const same = places.filter(({ state }) => (state === 'waiting') === (own.state === 'waiting'))
  const counted = same.filter(({ state }) => state !== 'cancelled')
  return counted.filter(({ place }) => place <= own.place).length
}
