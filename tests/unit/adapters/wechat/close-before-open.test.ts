import { describe, expect, it } from 'vitest'
import { closeBeforeOpen } from '../../../../src/adapters/wechat/wechaty/close-before-open.ts'

/** A store that, like the puppet's, takes time to close and holds its files until then. */
function createPuppet(held: Set<string>, storeDir = 'one') {
  const said: string[] = []
  const store = {
    storeDir,
    async start(account: string) {
      if (held.has(storeDir)) throw new Error('already held')
      held.add(storeDir)
      said.push(`open ${account}`)
    },
    async stop() {
      await new Promise(resolve => setTimeout(resolve, 5))
      held.delete(storeDir)
      said.push('closed')
    },
  }
  return { _payloadStore: store, said }
}

describe('a puppet whose account is logged out and in again at once', () => {
  it('opens its store when it is closed', async () => {
    const puppet = createPuppet(new Set())
    closeBeforeOpen(puppet)
    await puppet._payloadStore.start('linli')
    const stopped = puppet._payloadStore.stop()
    await puppet._payloadStore.start('linli')
    await stopped
    expect(puppet.said).toEqual(['open linli', 'closed', 'open linli'])
  })

  it('waits for the store of an earlier connection over the same files', async () => {
    const held = new Set<string>()
    const [before, after] = [createPuppet(held, 'two'), createPuppet(held, 'two')]
    for (const puppet of [before, after]) closeBeforeOpen(puppet)
    await before._payloadStore.start('linli')
    void before._payloadStore.stop()
    await after._payloadStore.start('linli')
    expect([before.said, after.said]).toEqual([['open linli', 'closed'], ['open linli']])
  })

  it('is left alone where it has no such store', () => {
    expect(() => closeBeforeOpen({})).not.toThrow()
  })
})
