import { beforeAll, describe, expect, it } from 'vitest'
import { answerQuestion, type Library } from '../../../src/knowledge/answer-question.ts'
import type { KnowledgePassage } from '../../../src/knowledge/knowledge-passage.ts'
import { createBuiltinEmbedder } from '../../../src/llm/builtin-embedder.ts'
import { embedPassages, readFolderPassages } from '../../support/knowledge-questions.ts'

const title = '停水通知'
const notice: KnowledgePassage = {
  ...{ passageId: 'notice#0', documentTitle: title, language: 'zh-CN', communityId: undefined },
  ...{ effectiveOn: '2026-11-23', expiresOn: '2026-11-25', clause: '', heading: '', standsAlone: true },
  text: '因水管检修，3栋明天9点至17点停水，请提前储水。',
}
let library: Library

beforeAll(async () => {
  const passages = await readFolderPassages('knowledge-base')
  library = await embedPassages([...passages, notice], await createBuiltinEmbedder())
}, 60_000)

const cited = async (text: string, day = '2026-11-24') => {
  const now = new Date(`${day}T04:00:00Z`)
  const answer = await answerQuestion(library, { text, language: 'zh-CN', earlier: [], now })
  return answer.kind === 'answered' ? answer.citations.map(({ document }) => document) : []
}

describe('a question about a running notice', () => {
  it.each([
    '明天几点停水',
    '你们物业怎么回事，三天两头停水，投诉了也没人管，明天到底几点停水啊',
    '我家里有老人有孩子，停水做饭都不行，物业费交了这么多，停水要停到几点？',
    '上次停水也不提前说，这次又停，我都投诉好几次了，请问停水到几点结束',
  ])('“%s” is answered from it first', async text => {
    expect((await cited(text))[0]).toBe(title)
  })

  it.each([
    '投诉多久处理？',
    '物业费怎么收？',
    '停水了物业费能减免吗',
    '停水通知要提前几天发',
    '几点关大门',
    '电梯几点检修',
    '电梯困人了怎么办',
    '保洁多久打扫一次楼道？',
  ])('“%s” is none', async text => {
    expect(await cited(text)).not.toContain(title)
  })

  it('is not answered from it when it is over', async () => {
    expect(await cited('明天几点停水', '2026-11-27')).not.toContain(title)
  })
})
