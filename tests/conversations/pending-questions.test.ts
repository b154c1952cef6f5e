import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Company, openCompany, type Talk } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(() => company.close())

const summary = async (talk: Talk) =>
  (await talk.tickets()).map(({ category, location, status }) => `${category} ${location || '?'} ${status}`)

/** A talk in which the question stands, and nothing else has been said. */
const asked = {
  place: async (talk: Talk) => await talk.says('家里马桶堵了'),
  appointment: async (talk: Talk) => await talk.says('3栋1单元502厨房水管漏水'),
  'which ticket': async (talk: Talk) => {
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('另外3栋1单元电梯按钮失灵')
    await talk.says('有一张不用修了，取消')
  },
  'confirm cancelling': async (talk: Talk) => {
    await talk.says('着火了！8栋1单元1001')
    await talk.says('取消')
  },
  offer: async (talk: Talk) => await talk.says('游泳池能带充气艇吗？'),
  'what happened': async (talk: Talk) => await talk.says('3栋1单元502'),
  refused: async (talk: Talk) => await talk.says('楼上502业主电话多少？'),
}

type Cell = [question: keyof typeof asked, says: string, hears: RegExp, tickets: string[]]

const pipe = 'plumbing 3栋1单元502 classified'
const lift = 'elevator 3栋1单元 classified'
const fire = 'security 8栋1单元1001 classified'

/** What is asked × what the resident does instead of answering, or how the answer is put. */
const table: Cell[] = [
  ['place', '3栋1单元502', /LL\d+/, [pipe]],
  ['place', '3栋1单元502，13812345678，周六下午来', /LL\d+(?![\s\S]*请问什么时候)/, [pipe]],
  ['place', '楼道灯也坏了，黑漆漆的', /供电照明.*哪个位置/, ['plumbing ? classified']],
  ['place', '地下车库B2的灯坏了', /供电照明[\s\S]*还差一个位置/, ['electrical -2楼地下车库B2 classified']],
  [
    'place',
    '还有卫生间灯也不亮，3栋1单元502',
    /LL\d+[\s\S]*LL\d+/,
    [pipe, 'electrical 3栋1单元502 classified'],
  ],
  ['place', '物业费多少钱一平？', /2\.4元[\s\S]*还差一个位置/, []],
  ['place', '为什么要地址？', /还差一个位置/, []],
  ['place', '修理要收钱吗？师傅什么时候能来？', /还差一个位置/, []],
  ['place', '你们物业就是一群废物', /抱歉让您这么生气[\s\S]*还差一个位置/, []],
  ['place', '不用了', /不登记了/, []],
  ['place', '算了我自己通开了', /不登记了/, []],
  ['place', '13812345678', /电话我记下了/, []],
  ['place', '谢谢', /不客气[\s\S]*还差一个位置/, []],
  ['place', '你好在吗', /您好[\s\S]*还差一个位置/, []],
  ['place', '快点啊急死了', /还差一个位置/, []],
  ['place', '就我家啊，你们系统里没有吗', /还差一个位置/, []],
  ['place', '上次报的那个怎么样了', /没有查到[\s\S]*还差一个位置/, []],
  ['place', '保洁阿姨真好，表扬一下', /转达[\s\S]*还差一个位置/, []],
  ['place', '说错了，不是马桶，是洗手池堵了', /还差一个位置/, []],
  ['place', '不清楚', /LL\d+.*未说明/, ['plumbing ? classified']],
  ['place', '不方便说', /LL\d+.*未说明/, ['plumbing ? classified']],
  ['place', '转人工', /LL\d+[\s\S]*转人工/, ['plumbing ? classified']],
  ['place', 'I live in building 3 unit 1 room 502', /registered/, [pipe]],
  ['place', 'do you speak English?', /still missing/, []],
  ['place', '着火了！', /119[\s\S]*之前说的事也已登记/, ['plumbing ? classified', 'security ? classified']],
  ['appointment', '明天下午', /明天下午/, [pipe]],
  ['appointment', '现在就可以', /现在就可以/, [pipe]],
  ['appointment', '这周都不在家，下周再说吧', /这周都不在家，下周再说/, [pipe]],
  ['appointment', '明天下午吧，另外维修要收费吗？', /明天下午[\s\S]*有偿服务/, [pipe]],
  ['appointment', '物业费多少钱一平？', /2\.4元[\s\S]*什么时候方便师傅上门/, [pipe]],
  ['appointment', '不对是503', /更正.*3栋1单元503/, ['plumbing 3栋1单元503 classified']],
  ['appointment', '13812345678', /电话已记在/, [pipe]],
  ['appointment', '不用了我自己修好了', /撤销/, ['plumbing 3栋1单元502 cancelled']],
  ['appointment', '现在马上给我来人！废物', /催一下/, [pipe]],
  ['appointment', '楼道灯也坏了，黑漆漆的', /供电照明.*哪个位置/, [pipe]],
  ['appointment', 'tomorrow afternoon please', /tomorrow afternoon/, [pipe]],
  ['which ticket', '电梯那个', /撤销/, [pipe, 'elevator 3栋1单元 cancelled']],
  [
    'which ticket',
    '两个都取消',
    /撤销/,
    [pipe.replace('classified', 'cancelled'), 'elevator 3栋1单元 cancelled'],
  ],
  ['which ticket', '算了都留着吧', /保持原样/, [pipe, lift]],
  ['which ticket', '我不记得了', /保持原样/, [pipe, lift]],
  ['which ticket', 'LL9999', /没有查到[\s\S]*哪一张/, [pipe, lift]],
  ['which ticket', '物业费怎么交？', /按季交纳[\s\S]*哪一张/, [pipe, lift]],
  ['which ticket', '转人工', /转人工/, [pipe, lift]],
  ['which ticket', '地下车库有老鼠', /虫鼠消杀.*哪个位置/, [pipe, lift]],
  ['confirm cancelling', '是', /撤销/, ['security 8栋1单元1001 cancelled']],
  ['confirm cancelling', '不，还在烧', /处理人员会看到/, [fire]],
  ['confirm cancelling', '消防队来了吗？', /登记催办/, [fire]],
  ['offer', '好的', /登记转人工/, []],
  ['offer', '那登记一下吧', /LL\d+/, ['facility 游泳池 classified']],
  ['offer', '不用了谢谢', /收到/, []],
  ['offer', '物业费怎么交？', /按季交纳/, []],
  ['what happened', '马桶堵了', /LL\d+/, ['plumbing 3栋1单元502 classified']],
  ['what happened', '13812345678', /遇到了什么情况/, []],
  ['what happened', '物业费怎么交？', /按季交纳/, []],
  ['refused', '那给我个新地址也行', /个人信息受法律保护/, []],
  ['refused', '姓什么总可以吧', /个人信息受法律保护/, []],
  ['refused', '家里马桶堵了', /哪个位置/, []],
]

describe('while something is asked', () => {
  it.each(table)('%s: 「%s」', async (...[question, says, hears, tickets]) => {
    const talk = company.resident()
    await asked[question](talk)
    await talk.says(says)
    talk.hears(hears)
    expect(await summary(talk), talk.transcript()).toEqual(tickets)
  })

  it('a photo is kept until there is a ticket to keep it with', async () => {
    const talk = company.resident()
    await asked.place(talk)
    await talk.sendsPhoto()
    talk.hears(/文件我记下了/).hearsNot(/没有您名下/)
    await talk.says('3栋1单元502')
    talk.hears(/附上的1个文件/)
    const [ticket] = await talk.tickets()
    expect(await company.database.client.attachment.count({ where: { ticketId: ticket?.id ?? '' } })).toBe(1)
  })

  it('the parts of an answer may come in any order, each is acknowledged, none is asked for again', async () => {
    const talk = company.resident()
    await asked.place(talk)
    await talk.says('明天上午在家')
    talk.hears(/时间我记下了/)
    await talk.says('电话13812345678')
    talk.hears(/电话我记下了/)
    await talk.says('3栋1单元502')
    talk.hears(/LL\d+/).hearsNot(/请问什么时候/)
    expect(await talk.tickets()).toMatchObject([
      { location: '3栋1单元502', phone: '13812345678', appointment: '明天上午在家' },
    ])
  })

  it('a question that was passed over twice is not asked a third time', async () => {
    const talk = company.resident()
    await asked.appointment(talk)
    await talk.says('物业费多少钱一平？')
    talk.hears(/什么时候方便师傅上门/)
    await talk.says('物业费怎么交？')
    talk.hearsNot(/什么时候方便师傅上门/)
    await talk.says('明天下午')
    expect((await talk.tickets())[0]?.appointment).toBe('明天下午')
  })

  it('the words that named no ticket are not lost when the ticket is named', async () => {
    const talk = company.resident()
    await talk.says('3栋1单元502厨房水管漏水')
    await talk.says('另外3栋1单元电梯按钮失灵')
    await talk.waits(7 * 3_600_000)
    await talk.says('补充一下，来之前先打电话')
    talk.hears(/哪一张/)
    await talk.says('水管那个')
    const [first] = await talk.tickets()
    expect(first?.description).toContain('来之前先打电话')
  })
})
