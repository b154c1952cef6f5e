import { createRequire } from 'node:module'

/** Finds the vectors nearest to one. */
export interface VectorIndex {
  readonly kind: 'exact' | 'graph'
  /** The positions and dot products of about `limit` nearest vectors, best first. */
  search(query: Float32Array, limit: number): { position: number; cosine: number }[]
  cosine(query: Float32Array, position: number): number
  /** Takes in one more vector, at the next position. */
  add(vector: Float32Array): void
  /** Finds the vector at this position no more. */
  remove(position: number): void
}

/** The part of hnswlib-node used here; the package is optional and the build must not need its types. */
interface Graph {
  initIndex(maxElements: number, links: number, effort: number, seed: number): void
  addPoint(vector: number[], label: number): void
  setEf(effort: number): void
  searchKnn(vector: number[], count: number): { neighbors: number[]; distances: number[] }
  writeIndexSync(file: string): void
  readIndex(file: string): Promise<boolean>
  getPoint(label: number): number[]
  markDelete(label: number): void
  resizeIndex(maxElements: number): void
  getMaxElements(): number
  getCurrentCount(): number
}
interface GraphPackage {
  HierarchicalNSW: new (space: 'ip', dimensions: number) => Graph
}

/** From this size on the graph answers sooner than looking at every vector: exact takes 3 ms at 10,000. */
export const graphFrom = 4000
const links = 16
const buildEffort = 120
const searchEffort = 140
const growth = 1.5
/** A graph gives a vector in 30 µs, and a search asks for up to 60: so many are copied beside it, 2 KB each. */
const copiedUpTo = 20_000

/** Gives an index over vectors lying one after another; exact at once. */
export function createExactIndex(given: Float32Array, dimensions: number): VectorIndex {
  let vectors = given
  let count = given.length / dimensions
  let scores = new Float32Array(count)
  const removed = new Set<number>()
  return {
    kind: 'exact',
    cosine: (query, position) => dot({ vectors, dimensions, query, position }),
    search(query, limit) {
      for (let position = 0; position < count; position++) {
        scores[position] = dot({ vectors, dimensions, query, position })
      }
      for (const position of removed) scores[position] = -1
      return pickBest(scores, limit)
    },
    add(vector) {
      if ((count + 1) * dimensions > vectors.length) {
        const larger = new Float32Array(Math.ceil((count + 16) * growth) * dimensions)
        larger.set(vectors.subarray(0, count * dimensions))
        vectors = larger
      }
      vectors.set(vector, count * dimensions)
      count++
      scores = new Float32Array(count)
    },
    remove: position => void removed.add(position),
  }
}

/** True where hnswlib-node is installed. */
export function canBuildGraph(): boolean {
  return createGraph(4) !== undefined
}

/** Builds a graph over vectors and writes it to a file. Holds the thread: 100,000 vectors of 512 take a minute; call it in a worker. */
export function writeGraph(vectors: Float32Array, dimensions: number, file: string): void {
  const graph = createGraph(dimensions)
  if (!graph) throw new Error('hnswlib-node is not installed')
  const count = vectors.length / dimensions
  graph.initIndex(count, links, buildEffort, 100)
  for (let position = 0; position < count; position++) {
    graph.addPoint(Array.from(vectors.subarray(position * dimensions, (position + 1) * dimensions)), position)
  }
  graph.writeIndexSync(file)
}

/** Opens a graph from its file, off the event loop. Rejects where it does not hold `count` vectors. */
export async function openGraph(file: string, dimensions: number, count: number): Promise<VectorIndex> {
  const graph = createGraph(dimensions)
  if (!graph) throw new Error('hnswlib-node is not installed')
  await graph.readIndex(file)
  if (graph.getCurrentCount() !== count) throw new Error(`the graph does not hold ${count} vectors`)
  graph.setEf(searchEffort)
  const copied = count <= copiedUpTo ? await copyVectors(graph, dimensions, count) : undefined
  let next = count
  return {
    kind: 'graph',
    cosine: (query, position) =>
      copied && position < count
        ? dot({ vectors: copied, dimensions, query, position })
        : dotOf(query, graph.getPoint(position)),
    search(query, limit) {
      const found = graph.searchKnn(Array.from(query), Math.min(limit, next))
      return found.neighbors.map((position, rank) => ({ position, cosine: 1 - (found.distances[rank] ?? 1) }))
    },
    add(vector) {
      if (next >= graph.getMaxElements()) graph.resizeIndex(Math.ceil((next + 16) * 1.1))
      graph.addPoint(Array.from(vector), next)
      next++
    },
    remove: position => graph.markDelete(position),
  }
}

/** Holds the event loop for a few milliseconds at a time. */
async function copyVectors(graph: Graph, dimensions: number, count: number): Promise<Float32Array> {
  const vectors = new Float32Array(count * dimensions)
  for (let position = 0; position < count; position++) {
    vectors.set(graph.getPoint(position), position * dimensions)
    if (position % 100 === 99) await new Promise(resolve => setImmediate(resolve))
  }
  return vectors
}

function createGraph(dimensions: number): Graph | undefined {
  try {
    const { HierarchicalNSW } = createRequire(import.meta.url)('hnswlib-node') as GraphPackage
    return new HierarchicalNSW('ip', dimensions)
  } catch {
    return undefined
  }
}

function dotOf(query: Float32Array, vector: number[]): number {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += (vector[i] as number) * (query[i] as number)
  return sum
}

interface DotInput {
  vectors: Float32Array
  dimensions: number
  query: Float32Array
  position: number
}

/** Four running sums let the processor overlap the additions: twice as fast as one. */
function dot({ vectors, dimensions, query, position }: DotInput): number {
  const offset = position * dimensions
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0; i < dimensions; i += 4) {
    a += (vectors[offset + i] as number) * (query[i] as number)
    b += (vectors[offset + i + 1] as number) * (query[i + 1] as number)
    c += (vectors[offset + i + 2] as number) * (query[i + 2] as number)
    d += (vectors[offset + i + 3] as number) * (query[i + 3] as number)
  }
  return a + b + c + d
}

function pickBest(scores: Float32Array, limit: number): { position: number; cosine: number }[] {
  const best: { position: number; cosine: number }[] = []
  for (let position = 0; position < scores.length; position++) {
    const cosine = scores[position] as number
    if (best.length >= limit && cosine <= (best.at(-1)?.cosine ?? -1)) continue
    const at = best.findIndex(entry => entry.cosine < cosine)
    best.splice(at < 0 ? best.length : at, 0, { position, cosine })
    if (best.length > limit) best.pop()
  }
  return best
}
