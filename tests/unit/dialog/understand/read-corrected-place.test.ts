import { describe, expect, it } from 'vitest'
import { readPlace } from '../../../../src/dialog/understand/read-place.ts'

describe('a place that is put right', () => {
  it.each([
    ['说错了，不是3栋，是5栋1单元502', { building: '5', unit: '1', room: '502' }],
    ['写错了，是5栋1单元502，不是3栋', { building: '5', unit: '1', room: '502' }],
    ['3栋1单元502，不对，是4栋，哦不对，5栋', { building: '5', unit: '1', room: '502' }],
  ])('%s', (said, place) => {
    expect(readPlace(said)).toEqual({ ...place, said })
  })
})
