import { useSyncExternalStore } from 'react'

/** The address behind `#/`, in parts: `#/inbox/abc` is ['inbox', 'abc']. A link's token there never reaches a server log. */
export function readRoute(): string[] {
  return location.hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(piece => {
      try {
        return decodeURIComponent(piece)
      } catch {
        return piece
      }
    })
}

export function goTo(...parts: string[]): void {
  location.hash = `#/${parts.map(encodeURIComponent).join('/')}`
}

const follow = (changed: () => void) => {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

export function useRoute(): string[] {
  useSyncExternalStore(follow, () => location.hash)
  return readRoute()
}
