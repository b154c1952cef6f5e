import type { Clock } from '../shared/clock.ts'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import type { KnowledgeBase } from './answer.ts'
import { answerQuestion, type Library, searchPassages } from './answer-question.ts'
import { cacheEmbedder } from './cache-embedder.ts'
import { chinaZones, createValidity } from './create-validity.ts'
import type { Embedder } from './embedder.ts'
import type { KnowledgePassage } from './knowledge-passage.ts'
import { applyChange, type State } from './library-state.ts'
import {
  buildGraphState,
  buildState,
  embedChange,
  findChange,
  type LibraryParts,
  openStoredState,
} from './open-library.ts'
import { createPassageIndex } from './passage-index.ts'
import { createSuggester } from './suggest-questions.ts'
import { canBuildGraph, createExactIndex, graphFrom } from './vector-index.ts'
import { warmLibrary } from './warm-library.ts'

export interface KnowledgeBaseParts {
  database: Database
  /** Without one, or when it fails, words alone decide. */
  embedder?: Embedder | undefined
  log: Log
  clock: Clock
  /** Where the vector graph lies between starts; without one it is built at every start. */
  indexDir?: string | undefined
  /** The company's zone, for documents in force from or until a day. */
  timezone?: string | undefined
}

export interface KnowledgeStats {
  documents: number
  passages: number
  /** What finds by meaning: nothing, every vector looked at, or a graph over them. */
  vectors: 'none' | 'exact' | 'graph'
  embedder: string | undefined
  loadedAt: Date
}

/** What a reload did: passages taken in, taken out, and left untouched. */
export interface Reloaded {
  added: number
  removed: number
  kept: number
}

export interface LoadedKnowledgeBase extends KnowledgeBase {
  /** Takes in what changed in the database; questions meanwhile meet the old state. */
  reload(): Promise<Reloaded>
  /** Resolves when nothing is being built in the background. */
  settle(): Promise<void>
  /** Prepares answers in the background, until aborted; see `warmLibrary`. */
  warm(signal: AbortSignal): Promise<void>
  stats(): KnowledgeStats
}

/** So many passages are embedded while the product waits; more in the background, words alone serving meanwhile. */
const embeddedAtStart = 2000
/** Larger changes are built beside the state that serves. */
const maxChange = 800

/** Loads the passages and answers from memory. Embeddings that are missing are made and kept in the database. */
export async function createKnowledgeBase(given: KnowledgeBaseParts): Promise<LoadedKnowledgeBase> {
  const parts: LibraryParts = {
    ...given,
    embedder: given.embedder,
    indexDir: given.indexDir,
    timezone: given.timezone ?? chinaZones.company,
  }
  const first = (await openStoredState(parts)) ?? (await buildState(parts, embeddedAtStart))
  const keeper = createKeeper(parts, first, given.clock)
  const withFallback = createFallback(() => keeper.current().opened, given.log)
  const suggester = createSuggester()
  await keeper.reload()
  return {
    search: (question, limit) => withFallback(library => searchPassages(library, question, limit)),
    answer: question =>
      withFallback(async library => {
        const answer = await answerQuestion(library, question)
        if (answer.kind !== 'answered') return answer
        const cited = answer.citations.map(({ passageId }) => passageId)
        const followUps = await suggester.suggest(library, question, cited)
        return followUps.length === 0 ? answer : { ...answer, followUps }
      }),
    stats: keeper.describe,
    reload: keeper.reload,
    settle: keeper.settle,
    warm: async signal => {
      const library = keeper.current().opened
      const work = async () => {
        await warmLibrary(library, signal)
        await suggester.warm(library, given.clock.now(), signal)
      }
      await work().catch((error: unknown) =>
        given.log.warn({ error: messageOf(error) }, 'answers could not be prepared'),
      )
    },
  }
}

/** Holds the state that serves and replaces it, one change after another. */
function createKeeper(parts: LibraryParts, first: State, clock: Clock) {
  let state = first
  let loadedAt = clock.now()
  let working: Promise<unknown> = Promise.resolve()
  let building: Promise<void> | undefined
  const replace = (next: State) => {
    state = next
    loadedAt = clock.now()
  }
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const next = working.then(work)
    working = next.catch(() => undefined)
    return next
  }
  const rebuild = async (): Promise<void> => {
    try {
      const next = await buildGraphState(parts)
      if (next) await enqueue(async () => replace(await catchUp(parts, next)))
    } catch (error) {
      parts.log.warn({ error: messageOf(error) }, 'the index could not be built')
    }
    building = undefined
  }
  const takeIn = async (): Promise<Reloaded> => {
    const change = await findChange(parts, state, maxChange)
    const before = state.positions
    if (!change) return { added: 0, removed: 0, kept: before.size }
    if (change === 'large') {
      replace((await buildGraphState(parts)) ?? (await buildState(parts, 0)))
      return countChange(before, state.positions)
    }
    const [added, removed] = [change.added.length, change.removed.length]
    await embedChange(parts, state, change)
    const kept = before.size - removed
    applyChange(state, change)
    loadedAt = clock.now()
    return { added, removed, kept }
  }
  return {
    current: () => state,
    describe: () => describeState(state, loadedAt),
    async reload() {
      const counts = await enqueue(takeIn)
      if (needsRebuild(state, parts)) building ??= rebuild()
      return counts
    },
    async settle() {
      await working
      await building
    },
  }
}

function countChange(before: Map<string, number>, after: Map<string, number>): Reloaded {
  const kept = [...after.keys()].filter(id => before.has(id)).length
  return { added: after.size - kept, removed: before.size - kept, kept }
}

/** A state built beside the serving one meets what changed meanwhile before it serves. */
async function catchUp(parts: LibraryParts, next: State): Promise<State> {
  const change = await findChange(parts, next)
  if (change && change !== 'large') {
    await embedChange(parts, next, change)
    applyChange(next, change)
  }
  return next
}

/** A large library wants a graph, and one that changed by a fifth a fresh one; a library without vectors wants them. */
function needsRebuild(state: State, { embedder }: LibraryParts): boolean {
  const count = state.positions.size
  const { vectors } = state.opened.index
  if (!embedder || count === 0) return false
  if (!vectors) return count > embeddedAtStart
  if (count < graphFrom || !canBuildGraph()) return false
  return vectors.kind === 'exact' || state.drift > Math.max(maxChange, count / 5)
}

function describeState(state: State, loadedAt: Date): KnowledgeStats {
  const { opened } = state
  return {
    documents: state.documents.size,
    passages: state.positions.size,
    vectors: opened.index.vectors?.kind ?? 'none',
    embedder: opened.embedder?.name,
    loadedAt,
  }
}

function createFallback(current: () => Library, log: Log) {
  return async <T>(work: (library: Library) => Promise<T>): Promise<T> => {
    const library = current()
    try {
      return await work(library)
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'the embedding model failed; words alone decide')
      const { index, ...others } = library
      return work({ ...others, index: { ...index, vectors: undefined }, embedder: undefined })
    }
  }
}

/** Gives a library over passages; `vectors` lie one after another in the passages' order. */
export function createLibrary(
  passages: KnowledgePassage[],
  vectors: Float32Array | undefined,
  embedder: Embedder | undefined,
): Library {
  const validity = createValidity(passages, chinaZones)
  if (!vectors || !embedder) return { index: createPassageIndex(passages), embedder: undefined, validity }
  const exact = createExactIndex(vectors, embedder.dimensions)
  return { index: createPassageIndex(passages, exact), embedder: cacheEmbedder(embedder), validity }
}
