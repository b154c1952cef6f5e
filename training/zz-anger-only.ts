import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { makeAnger } from './make-anger.ts'

const e = await createBuiltinEmbedder(r => {
  throw new Error(r)
})
if (e) await makeAnger(e)
