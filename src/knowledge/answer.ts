import type { Language } from '../shared/vocabulary.ts'

/** A passage of the company's documents that may answer a question. */
export interface FoundPassage {
  passageId: string
  documentTitle: string
  /** Clause number as printed, e.g. `第6条` or `3.2`; empty where the document has none. */
  clause: string
  heading: string
  text: string
  language: Language
  /** 0–1, comparable within one embedder. */
  score: number
}

export interface Citation {
  document: string
  clause: string
  passageId: string
}

/** An answer resting on passages it names, or the honest lack of one. */
export type KnowledgeAnswer = (
  | {
      kind: 'answered'
      text: string
      citations: Citation[]
      /** What may be asked next; each is answered by the documents. */
      followUps?: string[]
    }
  | { kind: 'not-in-documents'; nearest: Citation[] }
) & {
  /** What a language model spent on it, also where its words were not taken; absent without one. */
  tokens?: { inputTokens: number; outputTokens: number }
}

export interface KnowledgeQuestion {
  text: string
  language: Language
  communityId?: string
  now: Date
  /** Earlier questions of the talk, newest last, to resolve 「那周末呢？」. */
  earlier: string[]
}

/** Answers from the company's documents. `search` gives at most `limit` passages, best first. */
export interface KnowledgeBase {
  search(question: KnowledgeQuestion, limit: number): Promise<FoundPassage[]>
  answer(question: KnowledgeQuestion): Promise<KnowledgeAnswer>
}
