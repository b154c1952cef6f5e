import { describe, expect, it } from 'vitest'
import { createNearWakes, type Wake } from '../../../src/jobs/near-wakes.ts'
import { until } from '../../support/until.ts'

const wakeOf = (id: string): Wake => ({ kind: 'turn', id })

describe('near wakes', () => {
  it('wait for the start', async () => {
    const near = createNearWakes(4)
    const seen: string[] = []
    near.add(wakeOf('early'), 0)
    near.start(async ({ id }) => void seen.push(id))
    await until('it ran', () => seen.length === 1)
    await near.stop(1_000)
  })

  it('run once for many that wait, and again for one that comes during the run', async () => {
    const near = createNearWakes(1)
    const seen: string[] = []
    let finish = () => {}
    near.start(async ({ id }) => {
      seen.push(id)
      if (id === 'first') await new Promise<void>(resolve => (finish = resolve))
    })
    near.add(wakeOf('first'), 0)
    await until('the first runs', () => seen.length === 1)
    for (let n = 0; n < 5; n += 1) near.add(wakeOf('second'), 0)
    near.add(wakeOf('first'), 0)
    near.add(wakeOf('last'), 20)
    await until(
      'a turn of the event loop passed',
      () => new Promise(resolve => setTimeout(() => resolve(true), 40)),
    )
    finish()
    await until('the last ran', () => {
      finish()
      return seen.includes('last')
    })
    expect(seen).toEqual(['first', 'second', 'first', 'last'])
    await near.stop(1_000)
  })

  it('begin nothing after the stop, which waits for what runs', async () => {
    const near = createNearWakes(4)
    const seen: string[] = []
    let finish = () => {}
    near.start(async ({ id }) => {
      seen.push(`${id} began`)
      await new Promise<void>(resolve => (finish = resolve))
      seen.push(`${id} ended`)
    })
    near.add(wakeOf('slow'), 0)
    near.add(wakeOf('never'), 30)
    await until('it runs', () => seen.length === 1)
    const stopped = near.stop(60_000)
    finish()
    await stopped
    expect(seen).toEqual(['slow began', 'slow ended'])
  })

  it('have room for what they come to in a moment, and give back at the stop what did not begin', async () => {
    const near = createNearWakes(2)
    expect(near.hasRoom()).toBe(false)
    near.start(async () => {})
    expect(near.hasRoom()).toBe(true)
    const wakes = [...'abcdefgh'].map(wakeOf)
    for (const wake of wakes.slice(0, -1)) near.add(wake, 60_000)
    expect(near.hasRoom()).toBe(true)
    near.add(wakeOf('h'), 60_000)
    expect(near.hasRoom()).toBe(false)
    expect(await near.stop(1_000)).toEqual(wakes)
    expect(near.hasRoom()).toBe(false)
  })
})
