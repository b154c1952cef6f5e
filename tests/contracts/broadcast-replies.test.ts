import { expect, it } from 'vitest'
import { listReplies } from '../../src/broadcasts/replies.ts'
import { describeDatabases } from '../support/databases.ts'

const sentAt = new Date('2026-11-23T02:00:00Z')
const after = (minutes: number) => new Date(sentAt.getTime() + minutes * 60_000)

describeDatabases((_name, open) => {
  it('lists what is about a notice, once each, and nothing else', async () => {
    const { client } = await open()
    const at = { createdAt: sentAt, updatedAt: sentAt }
    await client.contact.create({
      data: { id: 'p', channel: 'wechat', sender: '7', name: '王女士', createdAt: sentAt },
    })
    await client.conversation.create({
      data: { id: 'c', channel: 'wechat', chat: '7', sender: '7', contactId: 'p', ...at },
    })
    const wording = { 'zh-CN': { title: '停水通知', text: '明天停水' } }
    const notice = {
      kind: 'outage',
      title: '停水通知',
      wording,
      audience: {},
      createdBy: 'api',
      updatedBy: 'api',
    }
    await client.broadcast.create({ data: { ...notice, id: 'b', ...at } })
    const out = (text: string, platformId: string, minutes: number) => ({
      ...{ conversationId: 'c', text, platformId, broadcastId: 'b', state: 'sent' },
      ...{ dueAt: sentAt, createdAt: sentAt, sentAt: after(minutes) },
    })
    // The channel cannot edit: the correction is a message of its own.
    await client.outbound.createMany({
      data: [out('明天停水', 'm1', 0), out('【更正】后天停水', 'm2', 5)],
    })
    const answer = {
      ...{
        conversationId: 'c',
        turnId: 't',
        text: '9点到17点',
        state: 'sent',
        dueAt: sentAt,
        createdAt: sentAt,
      },
      citations: [{ document: '停水通知', clause: '', passageId: 'x' }],
    }
    await client.outbound.create({ data: answer })
    const said: [text: string, minutes: number, more?: object][] = [
      ['收到', 6],
      ['几点开始', 8, { turnId: 't' }],
      ['我家厨房水管漏了', 10],
      ['好', 300],
      ['不行啊', 400, { replyTo: 'm2' }],
      ['停水通知里说的是哪几栋', 500],
    ]
    for (const [n, [text, minutes, more]] of said.entries()) {
      await client.inbound.create({
        data: {
          ...{
            channel: 'wechat',
            chat: '7',
            sender: '7',
            messageId: `i${n}`,
            conversationId: 'c',
            text,
            raw: {},
            state: 'answered',
          },
          ...{ receivedAt: after(minutes), sentAt: after(minutes), ...more },
        } as never,
      })
    }
    const replies = await listReplies(client, { broadcastId: 'b', limit: 20 })
    expect(replies.map(({ text }) => text)).toEqual(['停水通知里说的是哪几栋', '不行啊', '几点开始', '收到'])
    expect(replies[2]?.answer).toBe('9点到17点')
  })
})
