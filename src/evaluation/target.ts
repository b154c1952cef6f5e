import type {
  Emotion,
  Language,
  Priority,
  Sentiment,
  TicketCategory,
  TicketKind,
} from '../shared/vocabulary.ts'

/** A score of one message, or of the messages of one turn. */
export interface JudgedScore {
  sentiment: Sentiment
  emotion: Emotion
  angryAtService: boolean
}

/** Where an answer rests. `document` is the title as residents see it; `clause` is empty where there is none. */
export interface JudgedCitation {
  document: string
  clause: string
}

/** A ticket that belongs to the talk, whatever became of it. */
export interface JudgedTicket {
  number: string
  kind: TicketKind
  category: TicketCategory
  priority: Priority
  /** `cancelled` is withdrawn; every other status is live. */
  status: string
  location: string
  /** Everything written in the ticket: its text and the resident's additions. */
  description: string
  /** 1–5, or absent while nobody rated it. */
  rating?: number
  /** Whether it was taken up again after it had been resolved. */
  reopened: boolean
}

/** What the product holds about a talk, read from the database and not from its words. */
export interface TalkState {
  /** In the order of opening, cancelled ones included. */
  tickets: JudgedTicket[]
  /** A person was brought in. */
  handoff: boolean
  /** Treated as danger at some point. */
  emergency: boolean
  /** Of all answers of the talk. */
  citations: JudgedCitation[]
  /** Declined an improper request at some point. */
  refused: boolean
  /** Of the last turn as a whole. */
  lastScore: JudgedScore
}

/** One resident in a private chat with an empty history. */
export interface EvalTalk {
  /** Sends the messages one right after another and gives the replies of that turn; empty when the bot kept silent. */
  say(messages: string[]): Promise<string[]>
  /** Staff mark every open ticket of this talk resolved, as they would at the desk; nothing happens when there is none. */
  resolveOpenTickets(): Promise<void>
  state(): Promise<TalkState>
}

export interface TargetAnswer {
  reply: string
  citations: JudgedCitation[]
  /** False: the documents do not say. */
  answered: boolean
}

export interface StreamMessage {
  day: string
  at: Date
  group: string
  user: string
  text: string
}

export interface StreamAlert {
  /** When it was raised, in the time of the messages. */
  at: Date
  topic: string
  category: TicketCategory
  /** How many residents it rests on. */
  people: number
}

/**
 * The assembled product as the evaluation meets it: through its ordinary way of a message, on a database of its
 * own that holds nothing but the knowledge to be judged with. Talks are independent and may run side by side.
 */
export interface EvalTarget {
  /** `language` is what the resident's app is set to, where the row says one; `tags` are for logs only. */
  openTalk(options: { id: string; language?: Language; tags?: string[] }): Promise<EvalTalk>
  score(text: string): Promise<JudgedScore> | JudgedScore
  ask(question: string, language: Language): Promise<TargetAnswer>
  /** Plays one day of a group, oldest first, and gives the alerts raised; absent while the product raises none. */
  watch?(day: StreamMessage[]): Promise<StreamAlert[]>
  close(): Promise<void>
}
