import { expect, it } from 'vitest'
import { SendFailed, SendRefused } from '../../src/messaging/message.ts'
import { mostAttempts } from '../../src/messaging/timing.ts'
import { openCompany } from '../support/talk.ts'

const failures = [
  { state: 'failed', error: new SendFailed('not-sent', 'no route'), attempts: mostAttempts - 1 },
  { state: 'refused', error: new SendRefused('not-permitted', 'the window is closed'), attempts: 0 },
]

it.each(failures)(
  'a reply that ends as $state is marked so and lands where staff see it',
  async ({ state, error, attempts }) => {
    const company = await openCompany({
      send: async () => {
        throw error
      },
    })
    try {
      const resident = company.resident()
      await resident.says('投诉多久处理？')
      const { client } = company.database
      const [first] = await client.outbound.findMany()
      if (state === 'failed') {
        const dueAt = company.clock.now()
        await client.outbound.update({
          where: { id: first?.id ?? 0n },
          data: { attempts, dueAt, state: 'pending' },
        })
        await company.app.handlers.delivery(first?.conversationId ?? '')
      }
      expect(await client.outbound.findMany()).toMatchObject([{ state }])
      expect(await client.staffNotice.findMany()).toMatchObject([
        {
          kind: 'message-undelivered',
          conversationId: first?.conversationId,
          needsAck: true,
          data: { state },
        },
      ])
    } finally {
      await company.close()
    }
  },
)
