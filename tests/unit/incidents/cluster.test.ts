import { describe, expect, it } from 'vitest'
import { readCause } from '../../../src/incidents/causes.ts'
import { clusterReport, type OpenIncident, type Report } from '../../../src/incidents/cluster.ts'
import { defaultIncidentPolicy } from '../../../src/incidents/policy.ts'

const start = Date.parse('2026-11-23T02:00:00Z')
let serial = 0

function report(text: string, place: { building?: string; reporter: string; minute: number }): Report {
  const cause = readCause(text)
  if (!cause) throw new Error(`no cause: ${text}`)
  serial += 1
  return {
    ticketId: `t${serial}`,
    number: `LL${serial}`,
    reporter: place.reporter,
    cause,
    building: place.building ?? null,
    at: new Date(start + place.minute * 60_000),
  }
}

const cluster = (reports: Report[], open: OpenIncident[] = []) => {
  const [newest] = reports.slice(-1)
  if (!newest) throw new Error('no report')
  return clusterReport(newest, { open, earlier: reports.slice(0, -1), policy: defaultIncidentPolicy })
}

describe('causes', () => {
  it.each([
    ['3栋停水了', 'water-off'],
    ['家里突然没水了怎么回事', 'water-off'],
    ['No water in the whole building', 'water-off'],
    ['整栋楼停电了', 'power-off'],
    ['我家没电了', 'power-off'],
    ['5栋电梯坏了', 'lift'],
    ['电梯一直停在3楼不动', 'lift'],
    ['the lift in building 2 is not working', 'lift'],
    ['楼道灯不亮', 'lighting'],
    ['暖气不热', 'heating-off'],
    ['自来水发黄', 'water-quality'],
    ['楼上装修太吵了', 'noise'],
    ['有只狗一直叫', 'pets'],
  ])('%s is about %s', (text, id) => {
    expect(readCause(text)?.id).toBe(id)
  })

  it.each([
    '厨房水龙头滴水',
    '马桶堵了',
    '门锁没电了',
    '热水器没水',
    '电动车没电了推不动',
    '客厅插座没电',
    '物业费算错了',
    '草坪枯了',
    '电梯里广告太多',
  ])('%s is somebody’s own', text => {
    expect(readCause(text)).toBeUndefined()
  })
})

describe('clustering', () => {
  it('opens with the third household within half an hour', () => {
    const reports = [
      report('停水', { building: '3', reporter: 'a', minute: 0 }),
      report('没水', { building: '5', reporter: 'b', minute: 10 }),
      report('停水了', { building: '3', reporter: 'c', minute: 29 }),
    ]
    expect(cluster(reports.slice(0, 2)).kind).toBe('none')
    expect(cluster(reports)).toMatchObject({ kind: 'open', building: null, reports })
  })

  it('counts a household once, and forgets what is older', () => {
    const again = [0, 1, 2, 3].map(minute => report('停水', { reporter: 'a', minute }))
    expect(cluster(again).kind).toBe('none')
    const slow = ['a', 'b', 'c'].map((reporter, at) => report('停水', { reporter, minute: at * 20 }))
    expect(cluster(slow).kind).toBe('none')
  })

  it('keeps lifts of different buildings apart, and those of no known building', () => {
    const lifts = ['1', '2', '3'].map((building, minute) =>
      report('电梯坏了', { building, reporter: building, minute }),
    )
    expect(cluster(lifts).kind).toBe('none')
    const unknown = ['a', 'b', 'c'].map(reporter => report('电梯坏了', { reporter, minute: 0 }))
    expect(cluster(unknown).kind).toBe('none')
    const same = ['a', 'b', 'c'].map(reporter => report('电梯坏了', { building: '6', reporter, minute: 0 }))
    expect(cluster(same)).toMatchObject({ kind: 'open', building: '6' })
  })

  it('joins what runs already, of the same cause and place only', () => {
    const open = [
      { id: 'lift6', cause: 'lift', building: '6' },
      { id: 'water', cause: 'water-off', building: null },
    ]
    const of = (text: string, building: string) =>
      cluster([report(text, { building, reporter: 'z', minute: 500 })], open)
    expect(of('电梯坏了', '6')).toEqual({ kind: 'join', incidentId: 'lift6' })
    expect(of('电梯坏了', '7').kind).toBe('none')
    expect(of('停水了', '7')).toEqual({ kind: 'join', incidentId: 'water' })
    expect(of('停电了', '7').kind).toBe('none')
  })

  it('a power cut is of its building, until two households elsewhere report it', () => {
    const of = (building: string, reporter: string, minute = 0) =>
      report('停电了', { building, reporter, minute })
    expect(cluster(['a', 'b', 'c'].map(who => of('2', who)))).toMatchObject({ kind: 'open', building: '2' })
    expect(cluster(['2', '3', '5'].map(at => of(at, at)))).toMatchObject({ kind: 'open', building: null })
    const open = [{ id: 'power2', cause: 'power-off', building: '2' }]
    const join = { kind: 'join', incidentId: 'power2' }
    expect(cluster([of('2', 'd')], open)).toEqual(join)
    expect(cluster([of('3', 'e')], open)).toEqual({ kind: 'none' })
    const outside = [of('3', 'e'), of('5', 'f', 3)]
    expect(cluster(outside, open)).toEqual({ ...join, reports: outside })
    expect(cluster([of('7', 'g')], [{ id: 'all', cause: 'power-off', building: null }])).toMatchObject({
      kind: 'join',
      incidentId: 'all',
    })
  })
})
