import type { Database } from '../storage/database.ts'
import type { Embedder } from './embedder.ts'
import { describePassage } from './knowledge-passage.ts'
import { type DocumentState, type EmbeddedRow, writeVector } from './read-rows.ts'

const rowsPerWrite = 48

export interface EmbeddingParts {
  database: Database
  embedder: Embedder
  documents: Map<string, DocumentState>
}

/** Makes the vectors that rows lack and keeps them in the database. Rejects when the model fails. */
export async function embedRows(parts: EmbeddingParts, rows: EmbeddedRow[]): Promise<void> {
  const missing = rows.filter(row => !row.vector)
  for (let begin = 0; begin < missing.length; begin += rowsPerWrite) {
    await embedBatch(parts, missing.slice(begin, begin + rowsPerWrite))
    // Residents' turns go between.
    await new Promise(resolve => setImmediate(resolve))
  }
}

async function embedBatch(
  { database, embedder, documents }: EmbeddingParts,
  rows: EmbeddedRow[],
): Promise<void> {
  const texts = rows.map(row => {
    const documentTitle = documents.get(row.documentId)?.facts.documentTitle ?? ''
    return describePassage({ ...row, documentTitle })
  })
  const made = await embedder.embed(texts)
  if (made.length < rows.length) throw new Error('the embedding model gave fewer vectors than texts')
  await database.transaction(async tx => {
    for (const [order, row] of rows.entries()) {
      const vector = made[order]
      if (!vector) continue
      row.vector = vector
      // The row may have gone meanwhile: updateMany does not mind.
      await tx.knowledgePassage.updateMany({
        where: { id: row.id },
        data: { embedder: embedder.name, embedding: writeVector(vector) },
      })
    }
  })
}
