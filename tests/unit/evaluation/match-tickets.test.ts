import { describe, expect, it } from 'vitest'
import { findDeviations, matchTickets } from '../../../src/evaluation/match-tickets.ts'
import { sampleTicket } from './sample-state.ts'

describe('findDeviations', () => {
  it('accepts any listed kind, category and priority', () => {
    const expected = {
      kind: ['repair', 'complaint'],
      category: ['leak', 'plumbing'],
      priority: ['normal'],
    } as const
    expect(findDeviations(structuredClone(expected) as never, sampleTicket())).toEqual([])
  })

  it('names each key that differs', () => {
    const deviations = findDeviations(
      {
        kind: ['complaint'],
        category: ['leak'],
        priority: ['high'],
        location_any: ['04'],
        description_any: ['灯'],
      },
      sampleTicket(),
    )
    expect(deviations.map(line => line.split(' ')[0])).toEqual([
      'kind',
      'category',
      'priority',
      'location',
      'description',
    ])
  })

  it('is content with one of the places and one of the words', () => {
    const expected = { location_any: ['9栋', '104'], description_any: ['马桶', '水箱'] }
    expect(findDeviations(expected, sampleTicket())).toEqual([])
  })
})

describe('matchTickets', () => {
  it('assigns tickets so that the fewest deviations remain, in whatever order they were opened', () => {
    const sand = sampleTicket({ description: '装修的沙子堆在消防门后面' })
    const urine = sampleTicket({ description: '工人在楼道小便，旁边有沙' })
    const expected = [{ description_any: ['沙'] }, { description_any: ['小便'] }]
    expect(matchTickets(expected, [urine, sand])).toEqual({ missing: [], left: [] })
  })

  it('lets one ticket meet one expectation only', () => {
    const both = sampleTicket({ description: '沙子和小便' })
    const { missing, left } = matchTickets(
      [{ description_any: ['沙'] }, { description_any: ['小便'] }],
      [both],
    )
    expect(missing).toEqual(['ticket 2: there is none'])
    expect(left).toEqual([])
  })

  it('gives the tickets that nobody expected', () => {
    const second = sampleTicket({ category: 'noise' })
    expect(matchTickets([{ category: ['plumbing'] }], [second, sampleTicket()])).toEqual({
      missing: [],
      left: [second],
    })
  })
})
