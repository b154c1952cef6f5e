import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { makeSense } from '../../../training/make-sense.ts'
import { readWrittenRows } from '../../../training/talk-rows.ts'
import { trainHead } from '../../../training/train-heads.ts'
import { readTrainingPlan } from '../../../training/training-plan.ts'

const dimensions = 4

/** Vectors that depend on the letters alone. */
const embedder = {
  name: 'letters',
  dimensions,
  embed: (texts: string[]) =>
    Promise.resolve(
      texts.map(text => {
        const vector = new Float32Array(dimensions)
        for (const [at, char] of [...text].entries()) {
          const slot = at % dimensions
          vector[slot] = (vector[slot] ?? 0) + ((char.codePointAt(0) ?? 0) % 7) / 50
        }
        return vector
      }),
    ),
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function trainOnce(rows: Parameters<typeof makeSense>[1]): Promise<Record<string, string>> {
  const path = mkdtempSync(join(tmpdir(), 'linli-train-'))
  folders.push(path)
  await makeSense(embedder, rows, { folder: pathToFileURL(`${path}/`) })
  const files = ['model.json', 'weights.bin', 'card.md']
  return Object.fromEntries(files.map(name => [name, readFileSync(join(path, name)).toString('base64')]))
}

describe('training', () => {
  test('twice on the same rows writes the same files', async () => {
    const rows = readWrittenRows().slice(0, 40)
    const first = await trainOnce(rows)
    expect(await trainOnce(rows)).toEqual(first)
  }, 60_000)

  test('on other rows writes other weights', () => {
    const sizes = { dimensions: 0, buckets: 8, signs: 0 }
    const row = (bucket: number, label: string) => ({ ngrams: [bucket], signs: [], label, weight: 1 })
    const one = trainHead([row(1, 'a'), row(2, 'b')], sizes, false)
    const other = trainHead([row(1, 'b'), row(2, 'a')], sizes, false)
    expect([...one.ngrams]).not.toEqual([...other.ngrams])
  })
})

describe('what is to be trained', () => {
  test.each([
    [[], { models: ['sense', 'danger', 'anger', 'answers'] }],
    [['danger'], { models: ['danger'] }],
    [['sense', 'danger', '--to', 'out'], { models: ['sense', 'danger'], to: 'out' }],
    [['moods'], { problem: 'no such model: moods; expected sense, danger, anger, answers' }],
    [['sense', '--to'], { problem: '--to needs a folder' }],
    [
      ['answers', '--to', 'out'],
      { problem: 'answers is made in models/ only; name sense or danger with --to' },
    ],
  ])('%j', (words, expected) => {
    expect(readTrainingPlan(words)).toEqual(expected)
  })
})
