import { readFileSync } from 'node:fs'

/** The two files of a model: what its heads are, and their weights one block after another. */
export interface ModelFiles<Header> {
  header: Header
  /** Gives the next block of so many weights. */
  take(size: number): Int8Array
  /** Throws unless every weight was taken. */
  end(): void
}

/** Reads `model.json` and `weights.bin` of a folder. Throws when one is missing. */
export function readModel<Header>(folder: URL): ModelFiles<Header> {
  const header = JSON.parse(readFileSync(new URL('model.json', folder), 'utf8')) as Header
  const bytes = readFileSync(new URL('weights.bin', folder))
  const weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let taken = 0
  return {
    header,
    take: size => {
      taken += size
      return weights.subarray(taken - size, taken)
    },
    end: () => {
      if (taken !== weights.length) throw new Error(`model ${folder.pathname.split('/').at(-2)} is damaged`)
    },
  }
}
