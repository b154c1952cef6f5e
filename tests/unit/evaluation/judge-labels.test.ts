import { describe, expect, it } from 'vitest'
import { judgeDay } from '../../../src/evaluation/judge-day.ts'
import { isJudgedMessage, judgeMessage } from '../../../src/evaluation/judge-message.ts'
import type { MessageRow } from '../../../src/evaluation/rows.ts'
import type { StreamAlert } from '../../../src/evaluation/target.ts'

describe('judgeMessage', () => {
  const row: MessageRow = {
    id: 's1',
    text: '垃圾三天没收',
    lang: 'zh-CN',
    tags: [],
    sentiment: ['negative'],
    emotion: ['angry', 'sad'],
    angry_at_service: true,
  }
  it('wants every label', () => {
    expect(judgeMessage(row, { sentiment: 'negative', emotion: 'sad', angryAtService: true })).toEqual([])
    expect(judgeMessage(row, { sentiment: 'neutral', emotion: 'neutral', angryAtService: false })).toEqual([
      'sentiment is neutral, expected negative',
      'emotion is neutral, expected angry or sad',
      'anger at the service was missed',
    ])
    const calm = { ...row, angry_at_service: false }
    expect(judgeMessage(calm, { sentiment: 'negative', emotion: 'sad', angryAtService: true })).toEqual([
      'taken as anger at the service',
    ])
  })

  it('judges nothing without labels', () => {
    const bare = { id: 's1', text: '好', lang: 'zh-CN', tags: [] } as const
    expect(isJudgedMessage({ ...bare, tags: [] })).toBe(false)
    expect(isJudgedMessage({ ...bare, tags: [], angry_at_service: false })).toBe(true)
    expect(
      judgeMessage({ ...bare, tags: [] }, { sentiment: 'positive', emotion: 'sad', angryAtService: true }),
    ).toEqual([])
  })
})

describe('judgeDay', () => {
  const at = (time: string) => new Date(`2026-05-21T${time}+08:00`)
  const label = {
    alert: {
      start: at('20:02:00'),
      detect_by: at('20:10:00'),
      end: at('21:13:00'),
      category: ['billing' as const],
    },
  }
  const alert = (different: Partial<StreamAlert> = {}): StreamAlert => ({
    at: at('20:06:00'),
    topic: '物业费涨价',
    category: 'billing',
    people: 6,
    ...different,
  })

  it('wants exactly one alert in time and of the right category', () => {
    expect(judgeDay(label, [alert()])).toEqual([])
    expect(judgeDay(label, [alert({ at: at('20:10:00') })])).toEqual([])
    expect(judgeDay(label, [])).toEqual(['no alert was raised'])
    expect(judgeDay(label, [alert(), alert()])[0]).toMatch(/2 alerts were raised, expected one/)
    expect(judgeDay(label, [alert({ at: at('20:10:01') })])[0]).toMatch(/expected by/)
    expect(judgeDay(label, [alert({ at: at('20:01:59') })])[0]).toMatch(/before it began/)
    expect(judgeDay(label, [alert({ category: 'noise' })])[0]).toMatch(/category is noise, expected billing/)
  })

  it('wants silence on a quiet day', () => {
    expect(judgeDay({ alert: null }, [])).toEqual([])
    expect(judgeDay({ alert: null }, [alert()])[0]).toMatch(/unexpected alert/)
  })
})
