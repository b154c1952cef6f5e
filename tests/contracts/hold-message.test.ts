import { beforeEach, expect, it } from 'vitest'
import { deliverConversation } from '../../src/messaging/deliver.ts'
import type { DeliverParts } from '../../src/messaging/delivery.ts'
import { receiveMessage } from '../../src/messaging/receive-message.ts'
import { releaseHeld } from '../../src/messaging/window-store.ts'
import { createClock } from '../../src/shared/clock.ts'
import { silentLog } from '../../src/shared/log.ts'
import type { OpenedDatabase } from '../../src/storage/open-database.ts'
import { quietWork } from '../../src/storage/work.ts'
import { describeDatabases } from '../support/databases.ts'

const place = { channel: 'wecom-kf', chat: 'wk:wm-1', sender: 'wm-1' }
const clock = createClock()
let nextWord = 1

describeDatabases((_name, open) => {
  let database: OpenedDatabase
  let sent: string[]
  /** What happens while a message is being put aside, before that is committed. */
  let beforeCommit: () => Promise<void>
  /** … and between the look at the window and the putting aside. */
  let beforeHold: () => Promise<void>

  const says = async (text: string, messageId = `in-${nextWord++}`) => {
    // What was sent in the same millisecond as a word counts after it; here the word comes later.
    await new Promise(resolve => setTimeout(resolve, 2))
    await receiveMessage(
      {
        database,
        clock,
        wakeTurn: async () => {},
        wakeAttachment: async () => {},
        takeUrgentTurn: () => {},
        isDanger: () => false,
        scoreMessage: () => ({ sentiment: 'neutral', emotion: 'neutral', angryAtService: false }),
        countInbound: () => {},
        burst: { quietMs: 10, atMostMs: 20 },
      },
      {
        channel: place.channel,
        chat: place.chat,
        chatKind: 'private',
        messageId,
        sender: { id: place.sender, name: '' },
        sentAt: clock.now(),
        addressed: true,
        text,
        attachments: [],
      },
    )
    await releaseHeld(database, { ...place, now: clock.now() })
  }
  const parts = (): DeliverParts => ({
    database,
    clock,
    log: silentLog,
    findSender: () => async message => {
      sent.push(message.text)
      return { messageId: `out-${sent.length}` }
    },
    windowOf: () => ({ hours: 48, messages: 5 }),
    countOutbound: () => {},
    wakeDelivery: async () => {},
    keepMove: async () => {},
    reportUndelivered: async () => {},
    runWork: async run => {
      await beforeHold()
      return await database.transaction(async tx => {
        const result = await run(quietWork(tx, clock.now()))
        await beforeCommit()
        return result
      })
    },
  })

  const conversation = async () => await database.client.conversation.findFirstOrThrow({ where: place })
  const say = async (text: string) => {
    const { id: conversationId } = await conversation()
    const at = { dueAt: clock.now(), createdAt: clock.now() }
    const row = await database.client.outbound.create({
      data: { conversationId, text, author: 'system', ...at },
    })
    await deliverConversation(parts(), conversationId)
    return row.id
  }
  const stateOf = async (id: bigint) =>
    (await database.client.outbound.findUniqueOrThrow({ where: { id } })).state
  const deliver = async () => await deliverConversation(parts(), (await conversation()).id)

  beforeEach(async () => {
    database = await open()
    sent = []
    beforeCommit = async () => {}
    beforeHold = async () => {}
    await says('水管漏了')
    for (const text of ['一', '二', '三']) await say(text)
    expect(sent).toEqual(['一', '二', '三'])
  })

  it('lets a message go whose window a word opened between the look and the putting aside', async () => {
    beforeHold = async () => {
      beforeHold = async () => {}
      await says('在吗')
    }
    const id = await say('四')
    expect(await stateOf(id)).toBe('sent')
  })

  it('lets go with the word what was being put aside while that word came', async () => {
    let word: Promise<void> = Promise.resolve()
    beforeCommit = async () => {
      beforeCommit = async () => {}
      word = says('在吗')
      // Long enough for the word's statement to have begun where it can.
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    const id = await say('四')
    await word
    await deliver()
    expect(await stateOf(id)).toBe('sent')
    expect(sent.filter(text => text === '四')).toHaveLength(1)
  })

  it('keeps it put aside when only an earlier word comes once more', async () => {
    await says('还有', 'word')
    for (const text of ['四', '五', '六']) await say(text)
    const id = await say('七')
    expect(await stateOf(id)).toBe('held')
    await says('还有', 'word')
    expect(await stateOf(id)).toBe('held')
    await says('好的')
    await deliver()
    expect(await stateOf(id)).toBe('sent')
  })
})
