import { createOfflineUnderstander } from '../src/dialog/understand/create-offline-understander.ts'
import { createBuiltinEmbedder } from '../src/llm/builtin-embedder.ts'
import { createSentenceSense } from '../src/shared/sentence-sense.ts'
const e = await createBuiltinEmbedder()
const u = await createOfflineUnderstander(e && createSentenceSense(e))
for (const text of process.argv.slice(2)) {
  const r = await u.understand({ messages: [text], now: new Date('2026-11-27T02:00:00Z'), language: 'zh-CN', tickets: [], history: [] } as any)
  console.log(text, '→', JSON.stringify(r.commands).slice(0, 400))
}
process.exit(0)
