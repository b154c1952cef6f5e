import { readModel } from './read-model.ts'
import { createHead, type HeadModel, type ReadHead } from './sense-model.ts'

/** Whether a danger is told of, and which one; `plain` heads read words alone. */
export const dangerHeads = ['happens', 'kind'] as const
export type DangerHead = (typeof dangerHeads)[number]

export interface DangerHeader {
  embedder: string
  dimensions: number
  buckets: number
  /** Chance from which a danger is believed, with a vector and without one. */
  threshold: { whole: number; plain: number }
  whole: Record<DangerHead, HeadModel>
  plain: Record<DangerHead, HeadModel>
}

export interface DangerModel {
  header: DangerHeader
  whole: Record<DangerHead, ReadHead>
  plain: Record<DangerHead, ReadHead>
}

/** Loads `models/danger`. Throws when its files are missing or do not fit each other. */
export function loadDangerModel(folder = new URL('../../models/danger/', import.meta.url)): DangerModel {
  const { header, take, end } = readModel<DangerHeader>(folder)
  const heads = (form: 'whole' | 'plain') =>
    Object.fromEntries(
      dangerHeads.map(name => {
        const head = header[form][name]
        const count = head.labels.length
        const vector = form === 'whole' ? take(header.dimensions * count) : new Int8Array()
        return [name, createHead(head, { vector, ngrams: take(header.buckets * count), signs: [] })]
      }),
    ) as Record<DangerHead, ReadHead>
  const model = { header, whole: heads('whole'), plain: heads('plain') }
  end()
  return model
}
