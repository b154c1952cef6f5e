import { describe, expect, it } from 'vitest'
import {
  findJoinable,
  isRekindled,
  type Joinable,
  type Spike,
  stepAlert,
} from '../../../src/alerts/alert-life.ts'
import { coldRate, learnBaseline } from '../../../src/alerts/baseline.ts'
import { judgeConversation, type SpokenLine } from '../../../src/alerts/conversation-mood.ts'
import { addLine, assess, type WatchedLine } from '../../../src/alerts/group-window.ts'
import { createLineJudge, looksPasted } from '../../../src/alerts/judge-line.ts'
import { nextDigestAt } from '../../../src/alerts/send-digest.ts'
import { defaultSpikeLimits, isSpike } from '../../../src/alerts/spike-rule.ts'
import { readSurprise } from '../../../src/alerts/surprise.ts'
import { readTopic } from '../../../src/alerts/topic-lexicon.ts'
import { weighPrivateLine } from '../../../src/alerts/weigh-private-line.ts'
import { isClearer, writeTrend } from '../../../src/alerts/write-alert.ts'

const judge = createLineJudge()
const minuteMs = 60_000
const begin = Date.parse('2026-03-10T10:00:00Z')

function windowOf(lines: readonly [minute: number, person: string, text: string][]): WatchedLine[] {
  return lines.reduce<WatchedLine[]>(
    (window, [minute, person, text], index) =>
      addLine(window, {
        id: `${index}`,
        atMs: begin + minute * minuteMs,
        person,
        conversationId: '',
        chat: 'g',
        text,
        judgement: judge(text),
      }),
    [],
  )
}

const protest: [number, string, string][] = [
  [0, 'a', '电梯又坏了，这个月第几次了'],
  [1, 'b', '打物业电话没人接，什么服务'],
  [2, 'c', '收电梯费的时候没见它坏，骗子'],
  [3, 'd', '物业太不负责任了，二十层天天爬'],
  [4, 'e', '电梯坏了三天没人管，必须给个说法'],
]

describe('the rule of a spike', () => {
  it('holds for several people, on the first day of a group as well', () => {
    const assessed = assess(windowOf(protest), begin + 4 * minuteMs)
    expect(assessed.people).toHaveLength(5)
    expect(assessed.category).toBe('elevator')
    expect(isSpike(assessed, coldRate, defaultSpikeLimits)).toBe(true)
  })

  it('does not hold for one person, however often', () => {
    const lines = protest.map(([minute, , text]): [number, string, string] => [minute, 'a', text])
    const assessed = assess(windowOf(lines), begin + 4 * minuteMs)
    expect(isSpike(assessed, coldRate, defaultSpikeLimits)).toBe(false)
  })

  it('does not hold where so many are usual', () => {
    const assessed = assess(windowOf(protest), begin + 4 * minuteMs)
    const usual = { shape: 4_000, steps: 100 }
    expect(isSpike(assessed, usual, defaultSpikeLimits)).toBe(false)
  })

  it('forgets what is older than half an hour', () => {
    const late = windowOf([...protest, [45, 'f', '早']])
    expect(late).toHaveLength(1)
    expect(assess(late, begin + 45 * minuteMs).people).toEqual([])
  })
})

describe('a line of a private talk', () => {
  const weigh = (text: string) => {
    const [line] = windowOf([[0, 'a', text]])
    return line ? weighPrivateLine(line) : -1
  }
  it.each(['电梯又坏了，这个月第三次了，没人管', '报修三天了还没人来，物业必须给个说法', '物业费凭什么又涨'])(
    'counts for the place where it protests against the service: %s',
    text => {
      expect(weigh(text)).toBeGreaterThanOrEqual(0.5)
    },
  )

  it.each([
    '？？？',
    '???',
    '我在排队吗？第几个？',
    '你们提供哪些服务',
    '沟通日提问：电梯为什么又坏了，没人管',
    '我要从楼顶跳下去，不想活了，物业没人管我',
    '在楼顶边上了',
    '滚蛋物业',
    '谢谢物业，昨天又来修了一次',
  ])('counts for nothing there otherwise: %s', text => {
    expect(weigh(text)).toBe(0)
  })
})

describe('the chart', () => {
  it('is less surprised where less is known of the usual', () => {
    const well = readSurprise(1, { shape: 40, steps: 1_000 })
    const hardly = readSurprise(1, { shape: 0.4, steps: 10 })
    expect(well).toBeGreaterThan(hardly)
    expect(hardly).toBeGreaterThan(0)
  })
})

describe('what is usual', () => {
  it('differs by the hour of the weekday, and begins with the cold rate', () => {
    const from = new Date('2026-01-05T00:00:00Z')
    const to = new Date('2026-03-02T00:00:00Z')
    // Mondays at ten, Shanghai time, the group is always upset.
    const counts = Array.from({ length: 8 }, (_, week) => ({
      hour: new Date(Date.parse('2026-01-05T02:00:00Z') + week * 7 * 86_400_000),
      people: 5,
    }))
    const baseline = learnBaseline(counts, { from, to }, 'Asia/Shanghai')
    const rateAt = (at: string) => {
      const { shape, steps } = baseline.usualAt(new Date(at))
      return shape / steps
    }
    expect(rateAt('2026-03-02T02:30:00Z')).toBeGreaterThan(2)
    expect(rateAt('2026-03-03T14:30:00Z')).toBeLessThan(0.3)
    const cold = learnBaseline([], { from: to, to }, 'Asia/Shanghai').usualAt(to)
    expect(cold.shape / cold.steps).toBeCloseTo(coldRate.shape / coldRate.steps)
  })
})

describe('one resident', () => {
  const say = (...texts: string[]): SpokenLine[] =>
    texts.map((text, index) => ({ atMs: begin + index * minuteMs, text, judgement: judge(text) }))

  it.each([
    ['despair at once', ['活着没意思，不想活了'], 'despair'],
    ['a threat at once', ['再不来修我就打12345投诉你们'], 'threat'],
    ['a threat with a lawyer', ['等着收律师函吧，太不负责了'], 'threat'],
    ['one angry word is no mood', ['物业太不负责任了，骗子'], undefined],
    [
      'anger that lasts',
      ['报修三天了没人来，你们管不管', '打了六个电话没人接，什么服务', '物业太不负责任了，骗子'],
      'anger',
    ],
    ['a figure of speech', ['哈哈笑得我想死'], undefined],
    ['news about others', ['新闻里说有人要跳楼'], undefined],
    ['a question about 12345', ['12345是什么电话'], undefined],
  ])('%s', (_name, texts, wanted) => {
    expect(judgeConversation(say(...texts))).toBe(wanted)
  })
})

describe('the life of an alert', () => {
  const alert: Joinable = {
    id: 'x',
    groupId: 'g',
    communityId: 'c',
    category: 'elevator',
    status: 'open',
    lastEvidenceAt: new Date(begin),
    endedAt: null,
  }
  const spike: Spike = {
    groupId: 'other',
    communityId: 'c',
    category: 'elevator',
    share: 1,
    atMs: begin + 30 * minuteMs,
    newcomers: () => 9,
  }

  it('one cause in a community is one alert, another cause in another group is its own', () => {
    expect(findJoinable([alert], spike, 12)).toBe(alert)
    expect(findJoinable([alert], { ...spike, category: 'plumbing' }, 12)).toBeUndefined()
    expect(findJoinable([alert], { ...spike, communityId: 'd' }, 12)).toBeUndefined()
    expect(findJoinable([alert], { ...spike, atMs: begin + 13 * 60 * minuteMs }, 12)).toBeUndefined()
  })

  it('takes only the steps that fit', () => {
    expect(stepAlert('open', 'acknowledge')).toBe('acknowledged')
    expect(stepAlert('acknowledged', 'assign')).toBe('acknowledged')
    expect(stepAlert('closed', 'mute')).toBe('muted')
    expect(() => stepAlert('closed', 'resolve')).toThrow(/closed cannot be given the step resolve/)
    expect(() => stepAlert('resolved', 'mute')).toThrow(/resolved cannot be given the step mute/)
    expect(() => stepAlert('resolved', 'assign')).toThrow(/resolved cannot be given the step assign/)
  })

  it('muted stays silent; closed is woken only by what goes on well after', () => {
    expect(isRekindled({ ...alert, status: 'muted', endedAt: new Date(begin) }, begin + 1e8)).toBe(false)
    const closed = { ...alert, status: 'closed', endedAt: new Date(begin) }
    expect(isRekindled(closed, begin + 5 * minuteMs)).toBe(false)
    expect(isRekindled(closed, begin + 20 * minuteMs)).toBe(true)
  })
})

describe('what an alert is called', () => {
  const quotes = [
    { person: 'a', text: '老人坐在大堂等着呢' },
    { person: 'b', text: '二十六楼 我爬到一半在喘' },
    { person: 'c', text: '检验合格证贴着好看的？' },
  ]
  it('changes when two people name what the first word hardly did', () => {
    expect(isClearer(quotes, { old: 'facility', next: 'elevator' })).toBe(true)
    expect(isClearer(quotes.slice(0, 2), { old: 'facility', next: 'elevator' })).toBe(false)
    expect(isClearer(quotes, { old: 'elevator', next: 'facility' })).toBe(false)
    expect(isClearer(quotes, { old: 'staff', next: 'elevator' })).toBe(true)
    const ofStaff = ['@管家 人呢 态度真差', '打了五个 没人接'].map((text, at) => ({ person: `${at}`, text }))
    expect(isClearer(ofStaff, { old: 'plumbing', next: 'staff' })).toBe(false)
  })
})

describe('what is pasted', () => {
  it.each([
    ['https://example.com/a 大家看看', true],
    ['转发：某小区电梯坠落', true],
    ['据晚报报道，该小区业主多次投诉', true],
    ['电梯又坏了，物业呢', false],
  ])('%s', (text, wanted) => {
    expect(looksPasted(text)).toBe(wanted)
  })
})

describe('topics', () => {
  it.each([
    ['二十六楼 我爬到一半在喘', 'elevator'],
    ['检验合格证贴着好看的？', 'elevator'],
    ['马桶都冲不了', 'plumbing'],
    ['下个月月租从260涨到380', 'parking'],
    ['今晚月亮好大', undefined],
  ])('%s', (text, wanted) => {
    expect(readTopic(text)).toBe(wanted)
  })
})

describe('digest and trend', () => {
  it('the digest comes on the next Monday at nine, local time', () => {
    const rule = { weekday: 1, time: '09:00' }
    const at = (now: string) => nextDigestAt(rule, new Date(now), 'Asia/Shanghai').toISOString()
    expect(at('2026-11-27T04:00:00Z')).toBe('2026-11-30T01:00:00.000Z')
    expect(at('2026-11-30T00:59:00Z')).toBe('2026-11-30T01:00:00.000Z')
    expect(at('2026-11-30T01:00:00Z')).toBe('2026-12-07T01:00:00.000Z')
  })

  it('draws the last hour, the newest at the right', () => {
    const trend = writeTrend([{ at: new Date(begin) }, { at: new Date(begin) }], begin)
    expect([...trend]).toHaveLength(12)
    expect(trend.endsWith('█')).toBe(true)
    expect(trend.startsWith('▁')).toBe(true)
  })
})
