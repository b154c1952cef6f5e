import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createId } from '../../src/shared/ids.ts'
import { useOffice } from '../support/office.ts'

const office = useOffice()

describe('who speaks', () => {
  it('never lets the bot speak after the person, in 200 random interleavings', async () => {
    const steps = fc.array(
      fc.record({
        act: fc.constantFrom('say', 'ask', 'turn', 'deliver', 'take', 'reply', 'return'),
        pause: fc.nat(4),
        think: fc.nat(6),
        send: fc.nat(6),
      }),
      { minLength: 6, maxLength: 14 },
    )
    let owned = 0
    let dropped = 0
    await fc.assert(
      fc.asyncProperty(steps, async plan => {
        const sender = createId()
        const ownedEpochs = new Set<number>()
        await receive(sender, '你好')
        const found = await office
          .company()
          .database.client.conversation.findFirstOrThrow({ where: { sender } })
        const id = found.id
        const running: Promise<unknown>[] = []
        const wait = (ticks: number) => new Promise(resolve => setTimeout(resolve, ticks))
        const noteOwned = async () => {
          const row = await office.company().database.client.conversation.findUniqueOrThrow({ where: { id } })
          if (row.mode === 'human') ownedEpochs.add(row.epoch)
        }
        const acts: Record<string, () => Promise<unknown>> = {
          say: () => receive(sender, '谢谢'),
          ask: () => receive(sender, '投诉多久处理？'),
          turn: () => office.company().app.handlers.turn(id),
          deliver: () => office.company().app.handlers.delivery(id),
          take: () => office.talks().take({ conversationId: id, by: 'staff-1' }).then(noteOwned),
          reply: () =>
            office.talks().reply({ conversationId: id, by: 'staff-1', text: '我在。' }).then(noteOwned),
          return: () =>
            office
              .talks()
              .return({ conversationId: id, by: 'staff-1' })
              .catch(() => {}),
        }
        for (const step of plan) {
          office.think = () => wait(step.think) as Promise<void>
          office.hold = () => wait(step.send) as Promise<void>
          office.company().clock.advance(2_000)
          running.push(acts[step.act]?.() ?? Promise.resolve())
          await wait(step.pause)
        }
        await Promise.all(running)
        office.think = async () => {}
        office.hold = async () => {}
        await office.settle(id)
        await checkOrder({ id, sender, ownedEpochs })
        owned += ownedEpochs.size > 0 ? 1 : 0
        dropped += await office.company().database.client.outbound.count({
          where: { conversationId: id, state: 'cancelled' },
        })
      }),
      { numRuns: 200 },
    )
    // The plans did what they are for: most of them had a person at the talk.
    expect(owned).toBeGreaterThan(100)
    expect(dropped).toBeGreaterThanOrEqual(0)
  }, 600_000)
})

async function receive(sender: string, text: string): Promise<void> {
  await office.company().app.inbox.receive({
    channel: 'list',
    chat: sender,
    chatKind: 'private',
    messageId: createId(),
    sender: { id: sender, name: '' },
    sentAt: office.company().clock.now(),
    addressed: true,
    text,
    attachments: [],
  })
}

/** As the platform saw it: within an owned epoch only people speak, and nothing of an older epoch comes after it began. */
async function checkOrder(talk: { id: string; sender: string; ownedEpochs: Set<number> }): Promise<void> {
  const rows = new Map((await office.rowsOf(talk.id)).map(row => [String(row.id), row]))
  const sent = office.sent.filter(({ to }) => to.chat === talk.sender).map(({ key }) => rows.get(key))
  let staffEpoch = -1
  for (const row of sent) {
    if (row?.author === 'staff') staffEpoch = Math.max(staffEpoch, row.epoch)
    if (row?.author !== 'bot') continue
    expect(talk.ownedEpochs.has(row.epoch), 'the bot spoke in an owned epoch').toBe(false)
    expect(row.epoch, 'the bot spoke after the person').toBeGreaterThan(staffEpoch)
  }
}
