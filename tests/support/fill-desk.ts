import { createId } from '../../src/shared/ids.ts'
import type { TestDesk } from './desk.ts'

export const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
const minuteMs = 60_000

export interface FilledDesk {
  /** 王女士, who waits for a person. */
  waiting: string
  /** 李先生, with the bot. */
  withBot: string
}

interface Talk {
  name: string
  sender: string
  room: string
  community: string
  mode: string
  lines: { from: 'in' | 'out'; text: string; emotion?: string; angry?: boolean }[]
}

const talks: Talk[] = [
  {
    ...{ name: '王女士', sender: '77', room: '101', community: 'east', mode: 'waiting' },
    lines: [
      { from: 'in', text: '厨房水管漏水了', emotion: 'anxious' },
      { from: 'out', text: '工单 **LL1001** 已登记，24 小时内答复您。' },
      { from: 'in', text: `已经等了一天没人来，你们到底管不管？ ${hostile}`, emotion: 'angry', angry: true },
      { from: 'out', text: '对不起让您久等了，我这就请同事来跟您说，稍等。' },
    ],
  },
  {
    ...{ name: '李先生', sender: '78', room: '302', community: 'east', mode: 'bot' },
    lines: [
      { from: 'in', text: '投诉多久处理？', emotion: 'neutral' },
      { from: 'out', text: '24 小时内答复，3 天内处理完。' },
    ],
  },
  {
    ...{ name: '陈阿姨', sender: '79', room: '503', community: 'west', mode: 'bot' },
    lines: [{ from: 'in', text: '师傅很快就修好了，谢谢！', emotion: 'pleased' }],
  },
]

/** Two communities, three talks and tickets of every stage, as a morning at the desk looks. */
export async function fillDesk(desk: TestDesk): Promise<FilledDesk> {
  const { client } = desk.database
  const now = Date.now()
  for (const [id, name] of [
    ['east', '东湖花园'],
    ['west', '西山里'],
  ] as const) {
    await client.community.create({ data: { id, name, createdAt: new Date(now) } })
  }
  const ids: string[] = []
  for (const talk of talks) ids.push(await addTalk(desk, talk, now))
  const [waiting = '', withBot = ''] = ids
  await client.handover.create({
    data: {
      ...{ id: createId(), conversationId: waiting, reason: 'anger', state: 'waiting' },
      ...{ summary: '厨房漏水，催过一次，工单 LL1001 未响应。', requestedAt: new Date(now - 7 * minuteMs) },
    },
  })
  await addTickets(desk, waiting, now)
  return { waiting, withBot }
}

async function addTalk({ database: { client } }: TestDesk, talk: Talk, now: number): Promise<string> {
  const [id, contactId, householdId] = [createId(), createId(), createId()]
  const { sender, community: communityId, room } = talk
  await client.household.create({
    data: {
      ...{ id: householdId, communityId, building: '1', unit: '1', room, bindCode: createId() },
      createdAt: new Date(now),
    },
  })
  await client.contact.create({
    data: {
      ...{ id: contactId, channel: 'telegram', sender, name: talk.name, householdId },
      ...{ createdAt: new Date(now - 9 * 86_400_000), phone: '13800001111' },
    },
  })
  await client.conversation.create({
    data: {
      ...{ id, contactId, channel: 'telegram', chat: sender, sender, mode: talk.mode },
      ...{ lastInboundAt: new Date(now - 5 * minuteMs), createdAt: new Date(now), updatedAt: new Date(now) },
    },
  })
  for (const [at, line] of talk.lines.entries()) {
    const instant = new Date(now - (talk.lines.length - at) * 4 * minuteMs)
    if (line.from === 'out') {
      await client.outbound.create({
        data: { conversationId: id, text: line.text, state: 'sent', dueAt: instant, createdAt: instant },
      })
    } else {
      await client.inbound.create({
        data: {
          ...{ conversationId: id, channel: 'telegram', chat: sender, sender, messageId: `${at}` },
          ...{ text: line.text, state: 'done', sentAt: instant, receivedAt: instant },
          ...{ emotion: line.emotion ?? null, angryAtService: line.angry ?? false },
        },
      })
    }
  }
  return id
}

async function addTickets(desk: TestDesk, conversationId: string, now: number): Promise<void> {
  const { client } = desk.database
  const open = async (ticket: object, row: object = {}) => {
    const { number } = await desk.parts.openTicket({
      ...{ kind: 'repair', category: 'plumbing', priority: 'normal', location: '1栋1单元101' },
      ...{ channel: 'telegram', sender: '77', by: 'bot', description: '厨房水管漏水了' },
      ...{ communityId: 'east' },
      ...ticket,
    })
    if (Object.keys(row).length > 0) await client.ticket.update({ where: { number }, data: row })
    return number
  }
  const past = new Date(now - 90 * minuteMs)
  await open({}, { conversationId, respondBy: past, nextDueAt: past })
  const lift = {
    category: 'elevator',
    priority: 'emergency',
    location: '3栋2单元电梯',
    description: '电梯困人',
  }
  const lifted = await open({ ...lift, sender: '90' }, { respondBy: new Date(now + 20 * minuteMs) })
  await desk.parts.changeTicket({ number: lifted, action: 'start', by: 'api', note: '' })
  await open({ category: 'cleaning', location: '地下车库B2', description: '垃圾没人收', sender: '91' })
  const noisy = await open({
    kind: 'complaint',
    category: 'noise',
    description: '楼上半夜装修',
    sender: '92',
  })
  await desk.parts.changeTicket({
    number: noisy,
    action: 'wait',
    by: 'api',
    note: '',
    waitReason: 'resident',
  })
  const done = await open({
    category: 'greening',
    location: '东门',
    description: '树枝挡路',
    priority: 'low',
  })
  await desk.parts.changeTicket({ number: done, action: 'resolve', by: 'api', note: '已修剪' })
  await client.ticket.update({ where: { number: done }, data: { rating: 5, ratingComment: '很快' } })
  await open({ communityId: 'west', description: '西山里门禁坏了', category: 'access', sender: '79' })
}
