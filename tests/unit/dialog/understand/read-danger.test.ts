import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createDangerReader } from '../../../../src/dialog/understand/read-danger.ts'
import { recogniseDanger } from '../../../../src/dialog/understand/recognise-danger.ts'
import { createBuiltinEmbedder } from '../../../../src/llm/builtin-embedder.ts'
import { normaliseText } from '../../../../src/shared/normalise-text.ts'
import { createSentenceSense } from '../../../../src/shared/sentence-sense.ts'

/** Written before the head was made and never trained on; the bars are below what was seen, so that a fall is noticed. */
const lines = readFileSync(
  new URL('../../../fixtures/understanding/danger-fresh.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [string, string])

async function judge(withEmbedder: boolean) {
  const embedder = withEmbedder ? await createBuiltinEmbedder(() => {}) : undefined
  const sense = createSentenceSense(embedder)
  const read = createDangerReader(sense)
  await sense.prepare(lines.map(([, text]) => normaliseText(text)))
  const judged = lines.map(([kind, text]) => ({
    isDanger: kind !== 'none',
    found: (recogniseDanger(text) ?? read(normaliseText(text))) !== undefined,
  }))
  const share = (of: typeof judged) => of.filter(one => one.found).length / of.length
  return {
    recall: share(judged.filter(one => one.isDanger)),
    falseAlarms: share(judged.filter(one => !one.isDanger)),
  }
}

describe('the second voice of danger', () => {
  it('finds dangers that no rule knows and leaves near-misses alone', async () => {
    const { recall, falseAlarms } = await judge(true)
    expect(recall).toBeGreaterThan(0.8)
    expect(falseAlarms).toBeLessThan(0.12)
  })

  it('still helps without the embedder', async () => {
    const { recall, falseAlarms } = await judge(false)
    expect(recall).toBeGreaterThan(0.65)
    expect(falseAlarms).toBeLessThan(0.15)
  })

  it('stays silent on drills, stories, denials and what is over', () => {
    const read = createDangerReader(createSentenceSense())
    for (const said of [
      '明天上午电梯困人演练',
      '昨晚着火了已经灭了',
      '不是着火是蒸包子',
      '如果着火了怎么办',
    ]) {
      expect(read(normaliseText(said))).toBeUndefined()
    }
  })
})
