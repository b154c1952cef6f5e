import type { ChatLine } from './chat-history.ts'

export type ChatEvent = { kind: 'line'; line: ChatLine } | { kind: 'typing' }
export type ChatListener = (event: ChatEvent) => void

/** The open pages of each chat. Delivery here is a convenience: what counts is stored. */
export interface ChatStreams {
  publish(chat: string, event: ChatEvent): void
  /** Gives the function that leaves, or undefined when the chat already has `maxPages` open pages. */
  join(chat: string, listener: ChatListener): (() => void) | undefined
  /** Aborted when the channel stops; every stream that began before ends then. */
  readonly closing: AbortSignal
  /** Ends all streams; later ones may begin again. */
  close(): void
}

export function createChatStreams(maxPages = 8): ChatStreams {
  const byChat = new Map<string, Set<ChatListener>>()
  let closing = new AbortController()
  return {
    get closing() {
      return closing.signal
    },
    close() {
      closing.abort()
      closing = new AbortController()
    },
    publish(chat, event) {
      for (const listener of byChat.get(chat) ?? []) listener(event)
    },
    join(chat, listener) {
      const listeners = byChat.get(chat) ?? new Set()
      if (listeners.size >= maxPages) return undefined
      listeners.add(listener)
      byChat.set(chat, listeners)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) byChat.delete(chat)
      }
    },
  }
}
