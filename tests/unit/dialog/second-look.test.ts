import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/dialog/commands/command.ts'
import { lookAgain } from '../../../src/dialog/second-look.ts'
import type { KnowledgeAnswer } from '../../../src/knowledge/answer.ts'

const known: KnowledgeAnswer = { kind: 'answered', text: '《规定》', citations: [] }
const unknown: KnowledgeAnswer = { kind: 'not-in-documents', nearest: [] }

function look(text: string, commands: Command[], answer: KnowledgeAnswer): Promise<Command[]> {
  return lookAgain({
    text,
    commands,
    asks: 0.1,
    isTalking: false,
    earlier: [],
    ask: () => Promise.resolve(answer),
  })
}

const asked = (question: string) => ({ kind: 'answer-question', question })
const privacy: Command = { kind: 'cannot-handle', reason: 'privacy' }
const sad: Command = { kind: 'request-human', reason: 'sad' }
const place: Command = { kind: 'set-slot', slot: 'place', place: { building: '3', said: '3栋' } }
const emergency: Command = {
  kind: 'open-ticket',
  draft: {
    kind: 'repair',
    category: 'plumbing',
    priority: 'emergency',
    description: '爆管',
    danger: 'flooding',
  },
}

describe('a question taken for something else', () => {
  it.each(['小区宽带拉的哪家，一年多少钱', '工程部师傅一个月工资多少', '南门换电柜的公司电话多少'])(
    'is no secret of a household: %s',
    async text => {
      expect(await look(text, [privacy], unknown)).toEqual([asked(text)])
    },
  )

  it.each(['楼上业主电话多少', '302那家姓什么', '隔壁车主的手机号多少'])(
    'stays one where a household is meant: %s',
    async text => {
      expect(await look(text, [privacy], known)).toEqual([privacy])
    },
  )

  it('is no grief where no word of grief stands', async () => {
    const text = '搬走以后我的脸会不会还存在你们那，多久删'
    expect(await look(text, [sad], known)).toEqual([asked(text)])
    expect(await look('我妈走了，以后怎么办', [sad], known)).toEqual([sad])
  })

  it('is no bare place where the documents answer', async () => {
    const text = '3栋的货梯能装多重'
    expect(await look(text, [place], known)).toEqual([asked(text)])
    expect(await look(text, [place], unknown)).toEqual([place])
    expect(await look('3栋，不晓得几楼', [place], known)).toEqual([place])
  })

  it('about a danger is answered after the danger is seen to', async () => {
    const text = '爆水管了大半夜打哪个号，多久到'
    expect(await look(text, [emergency], known)).toEqual([emergency, asked(text)])
    expect(await look(text, [emergency], unknown)).toEqual([emergency])
    expect(await look('厨房爆水管了快来', [emergency], known)).toEqual([emergency])
  })
})

describe('what holds words of a wish', () => {
  const wish: Command = {
    kind: 'open-ticket',
    draft: { kind: 'request', category: 'other', priority: 'normal', description: '登记' },
  }
  it('is a question where it is politely asked and nothing is wanted', async () => {
    const text = '麻烦问一下，搬家公司的车上门要先登记不'
    expect(await look(text, [wish], known)).toEqual([asked(text)])
  })

  it('stays a wish where something is to be done', async () => {
    const text = '麻烦问一下，能帮我登记一下明天的搬家车吗'
    expect(await look(text, [wish], unknown)).toContainEqual(wish)
  })

  it('a person is brought where one is asked for by name of it', async () => {
    const person: Command = { kind: 'request-human', reason: 'asked' }
    expect(await look('能不能换个真人来，这事有点复杂', [person], known)).toEqual([person])
    const text = '你们找真人客服几点之前'
    expect(await look(text, [person], known)).toEqual([asked(text)])
  })
})
