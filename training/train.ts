import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { makeAnger } from './make-anger.ts'
import { makeAnswers } from './make-answers.ts'
import { makeDanger } from './make-danger.ts'
import { makeSense } from './make-sense.ts'
import { readPublicMoods } from './public-moods.ts'
import { shuffle } from './random.ts'
import { readOlderRows, readWrittenRows, toMoodRows } from './talk-rows.ts'
import { readTrainingPlan } from './training-plan.ts'

const plan = readTrainingPlan(process.argv.slice(2))
if ('problem' in plan) {
  console.error(plan.problem)
  process.exit(2)
}
const root =
  plan.to === undefined ? new URL('../models/', import.meta.url) : pathToFileURL(`${resolve(plan.to)}/`)
const folderOf = (model: string) => {
  const folder = new URL(`${model}/`, root)
  mkdirSync(folder, { recursive: true })
  return folder
}
const embedder = await createBuiltinEmbedder(reason => {
  throw new Error(`training needs the built-in embedder: ${reason}`)
})
if (embedder) {
  if (plan.models.includes('sense')) {
    const { sets, missing } = readPublicMoods(process.env['TRAINING_DATA_DIR'])
    for (const name of missing) console.log(`skipped, not found: ${name}`)
    const open = sets.flatMap(set => toMoodRows(shuffle(set.rows, 13).slice(0, 400), set.name, 0.15))
    const rows = [...readWrittenRows(), ...readOlderRows(), ...open]
    await makeSense(embedder, rows, { folder: folderOf('sense') })
  }
  if (plan.models.includes('danger')) await makeDanger(embedder, folderOf('danger'))
  if (plan.models.includes('anger')) await makeAnger(embedder)
  if (plan.models.includes('answers')) await makeAnswers(embedder)
}
