import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { makeAnger } from './make-anger.ts'
import { makeAnswers } from './make-answers.ts'
import { makeDanger } from './make-danger.ts'
import { makeSense } from './make-sense.ts'
import { readPublicMoods } from './public-moods.ts'
import { shuffle } from './random.ts'
import { readOlderRows, readWrittenRows, toMoodRows } from './talk-rows.ts'

const { sets, missing } = readPublicMoods(process.env['TRAINING_DATA_DIR'])
for (const name of missing) console.log(`skipped, not found: ${name}`)
const open = sets.flatMap(set => toMoodRows(shuffle(set.rows, 13).slice(0, 400), set.name, 0.15))
const embedder = await createBuiltinEmbedder(reason => {
  throw new Error(`training needs the built-in embedder: ${reason}`)
})
const [only] = process.argv.slice(2)
if (embedder && only === 'answers') await makeAnswers(embedder)
else if (embedder) {
  await makeSense(embedder, [...readWrittenRows(), ...readOlderRows(), ...open])
  await makeDanger(embedder)
  await makeAnger(embedder)
  await makeAnswers(embedder)
}
