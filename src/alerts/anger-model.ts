import { type HeadPair, type HeadPairHeader, loadHeadPair } from '../shared/head-pair.ts'

/** Whom a message is upset with. */
export const blames = ['service', 'elsewhere', 'none'] as const
export type Blame = (typeof blames)[number]

export interface AngerHeader extends HeadPairHeader {
  /** Chance from which a line by itself counts as anger at the service, with a vector and without one. */
  threshold: { whole: number; plain: number }
}

export type AngerModel = HeadPair<AngerHeader>

/** Loads `models/anger`, about 120 kB. Throws when its files are missing or do not fit each other. */
export const loadAngerModel = (folder = new URL('../../models/anger/', import.meta.url)): AngerModel =>
  loadHeadPair<AngerHeader>(folder)
