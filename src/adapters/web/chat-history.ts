import type { AttachmentKind, Button } from '../../messaging/message.ts'

/** One line of a talk as its own resident sees it. */
export interface ChatLine {
  /** The page's message id for what the resident said; the outgoing message's key for what was sent. */
  id: string
  /** `staff`: words of a person; what the product writes by itself, also outside of answers, is the assistant's. */
  from: 'resident' | 'bot' | 'staff'
  text: string
  at: Date
  buttons?: Button[][]
  /** Value of the button that was pressed instead of writing. */
  pressed?: string
  location?: { latitude: number; longitude: number; label?: string }
  files?: ChatFile[]
}

export interface ChatFile {
  kind: AttachmentKind
  reference: string
  fileName?: string
  mimeType?: string
}

/** What was said in a web chat, read from the stored messages. */
export interface ChatHistory {
  /**
   * Gives the last 100 lines, oldest first; with `after` (key of a sent message) only what was sent to the
   * resident since, so that a page that was away misses nothing. An unknown `after` counts as absent.
   */
  list(chat: string, after?: string): Promise<ChatLine[]>
}

/** A household anyone may play in the demo community. */
export interface DemoHousehold {
  id: string
  /** As residents write it, e.g. `1栋1单元101`. */
  label: string
  residentName: string
}

export interface DemoHouseholds {
  /** Empty where there is no demo community; the page then offers only "no household". */
  list(): Promise<DemoHousehold[]>
}

/** Binds a web visitor to a demo household; rejects with `not-found` for any other household. */
export type BindHousehold = (sender: string, householdId: string) => Promise<void>
