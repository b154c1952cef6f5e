import type { Library } from './answer-question.ts'
import type { PackedWords } from './bm25-index.ts'
import { openBm25Index } from './bm25-index.ts'
import { cacheEmbedder } from './cache-embedder.ts'
import { createValidity, type Zones } from './create-validity.ts'
import type { Embedder } from './embedder.ts'
import { assemblePassageIndex } from './passage-index.ts'
import { type DocumentState, type EmbeddedRow, type PassageRow, toPassage } from './read-rows.ts'
import type { VectorIndex } from './vector-index.ts'

/** A library in memory and what is needed to bring it up to date. */
export interface State {
  opened: Library
  /** Rows by position; those that went keep theirs. */
  rows: PassageRow[]
  positions: Map<string, number>
  documents: Map<string, DocumentState>
  revision: string
  /** How many passages were taken in or taken out since it was built. */
  drift: number
}

export interface StateParts {
  rows: PassageRow[]
  words: PackedWords
  vectors: VectorIndex | undefined
  documents: Map<string, DocumentState>
  zones: Zones
  embedder: Embedder | undefined
  revision: string
}

/** What changed in the database since a state was made. */
export interface LibraryChange {
  added: EmbeddedRow[]
  removed: string[]
  documents: Map<string, DocumentState>
  zones: Zones
  revision: string
}

/** Puts a state together from rows and what was built over them; rows without a document are of no use and left out of answers. */
export async function assembleState(parts: StateParts): Promise<State> {
  const words = await openBm25Index(parts.words)
  const passages = parts.rows.map(row => toPassage(row, parts.documents.get(row.documentId)?.facts))
  const index = assemblePassageIndex(passages, words, parts.vectors)
  const { embedder } = parts
  return {
    opened: {
      index,
      embedder: embedder && parts.vectors ? cacheEmbedder(embedder) : undefined,
      validity: createValidity(passages, parts.zones),
    },
    rows: [...parts.rows],
    positions: new Map(parts.rows.map((row, position) => [row.id, position])),
    documents: parts.documents,
    revision: parts.revision,
    drift: 0,
  }
}

/** Takes a change in, all at once: no question meets half of it. */
export function applyChange(state: State, change: LibraryChange): void {
  const { index } = state.opened
  for (const id of change.removed) {
    const position = state.positions.get(id)
    if (position === undefined) continue
    index.remove(position)
    state.positions.delete(id)
  }
  for (const row of change.added) {
    const facts = change.documents.get(row.documentId)?.facts
    state.positions.set(row.id, state.rows.length)
    const { vector, ...plain } = row
    state.rows.push(plain)
    index.add(toPassage(row, facts), vector)
  }
  for (const position of state.positions.values()) {
    const facts = change.documents.get(state.rows[position]?.documentId ?? '')?.facts
    const passage = index.passages[position]
    if (facts && passage) Object.assign(passage, facts)
  }
  const live = [...state.positions.values()].flatMap(position => index.passages[position] ?? [])
  state.opened.validity = createValidity(live, change.zones)
  state.documents = change.documents
  state.revision = change.revision
  state.drift += change.added.length + change.removed.length
}
