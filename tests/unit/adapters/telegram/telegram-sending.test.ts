import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SendFailed, SendMoved, SendRefused } from '../../../../src/messaging/message.ts'
import type { Talk } from '../../../support/fake-telegram/talk.ts'
import { setUpTelegram, type TelegramSetup } from '../../../support/telegram-setup.ts'

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('sending by Telegram', () => {
  let setup: TelegramSetup
  let wang: Talk
  beforeEach(async () => {
    setup = await setUpTelegram()
    wang = setup.telegram.privateChat({ id: 7, name: '王阿姨' })
    await wang.says('你好')
  })
  afterEach(() => setup.close())

  it('marks emphasis by positions and shows no preview of links', async () => {
    await setup.send(7, '😀 **工单** https://example.com')
    const sent = await wang.hears('工单')
    expect(sent['entities']).toEqual([{ type: 'bold', offset: 3, length: 2 }])
    expect(setup.telegram.callsOf('sendMessage')[0]?.params['link_preview_options']).toEqual({
      is_disabled: true,
    })
  })

  it('sends plain text when Telegram refuses the marks', async () => {
    setup.telegram.faults.refuse('sendMessage', 400, "Bad Request: can't parse entities: something new")
    await setup.send(7, '**工单**已派')
    expect(await wang.hears('工单已派')).not.toHaveProperty('entities')
  })

  it('answers a message, and sends all the same when that message is gone', async () => {
    const question = await wang.says('几点来？')
    await setup.send(7, '下午三点', { replyTo: String(question.message_id) })
    expect(await wang.hears('下午三点')).toMatchObject({ reply_to_message: { text: '几点来？' } })
    await setup.send(7, '四点', { replyTo: '9999' })
    await setup.send(7, '五点', { replyTo: 'callback:123' })
    await wang.hears('五点')
  })

  it('writes into a topic, and beside it when the topic is gone', async () => {
    const forum = setup.telegram.group({ id: -1077, title: '论坛', kind: 'forum' })
    const topic = forum.topic('报修')
    const member = forum.member({ id: 8, name: '李先生' })
    const to = { channel: 'telegram', chat: '-1077', topic: String(topic) }
    await setup.send(-1077, '收到', { to })
    await member.inTopic(topic).hears('收到')
    await setup.channel.showTyping(to)
    forum.closeTopic(topic)
    await setup.send(-1077, '师傅在路上', { to })
    await member.hears('师傅在路上')
  })

  it('names the new chat when a group moved', async () => {
    const group = setup.telegram.group({ id: -55, title: '业主群', kind: 'group' })
    const moved = group.becomesSupergroup()
    const error = await errorOf(setup.send(-55, '通知'))
    expect(error).toBeInstanceOf(SendMoved)
    expect(error).toMatchObject({ toChat: String(moved.id) })
    await setup.send(moved.id, '通知')
  })

  it('tells a person who never wrote, a deleted account and a group we were taken out of apart', async () => {
    setup.telegram.privateChat({ id: 70, name: '陌生人' })
    expect(await errorOf(setup.send(70, '你好'))).toMatchObject({ name: 'SendRefused', reason: 'chat-gone' })
    await wang.leavesTelegram()
    expect(await errorOf(setup.send(7, '你好'))).toMatchObject({ reason: 'chat-gone' })
    setup.telegram.group({ id: -1001, title: '群' }).removesBot()
    expect(await errorOf(setup.send(-1001, '你好'))).toMatchObject({ reason: 'removed' })
  })

  it('refuses what Telegram would never take: no text, too much, a button value too long', async () => {
    const buttons = [[{ label: '好', value: '好'.repeat(22) }]]
    for (const attempt of [
      setup.send(7, ' \n '),
      setup.send(7, '水'.repeat(4097)),
      setup.send(7, '选一个', { buttons }),
    ])
      expect(await errorOf(attempt)).toMatchObject({ name: 'SendRefused', reason: 'invalid' })
    expect(wang.heardTexts()).toEqual([])
  })

  it('says "unknown" when the message may have arrived', async () => {
    setup.telegram.faults.add('sendMessage', { kind: 'accept-then-drop' })
    expect(await errorOf(setup.send(7, '收到一'))).toMatchObject({ name: 'SendFailed', outcome: 'unknown' })
    expect(wang.heardTexts()).toEqual(['收到一'])
    setup.telegram.faults.breakDown('sendMessage')
    expect(await errorOf(setup.send(7, '收到二'))).toMatchObject({ outcome: 'unknown' })
  })

  it('does not wait longer than its deadline for an answer', async () => {
    setup.telegram.faults.add('sendMessage', { kind: 'hang' })
    setup.telegram.faults.add('sendChatAction', { kind: 'hang' })
    const beganAt = performance.now()
    const error = await errorOf(setup.send(7, '收到'))
    expect(error).toBeInstanceOf(SendFailed)
    expect(error).toMatchObject({ outcome: 'unknown' })
    await setup.channel.showTyping({ channel: 'telegram', chat: '7' })
    expect(performance.now() - beganAt).toBeLessThan(3000)
  })

  it('passes on the limits of Telegram when many messages go to one group', async () => {
    setup.telegram.limits.enforced = true
    setup.telegram.group({ id: -1001, title: '群' })
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => errorOf(setup.send(-1001, `通知${index}`))),
    )
    const refused = results.filter(error => error !== undefined)
    expect(refused).toHaveLength(3)
    expect(refused[0]).toMatchObject({ name: 'SendThrottled', retryAfterMs: 1000 })
  })

  it('gives up on a file that is too large or gone, and may try a broken download again', async () => {
    const large = await wang.sendsDocument(Buffer.alloc(20 * 1024 * 1024 + 1), '大.bin')
    const idOf = (message: object) => (message as { document: { file_id: string } }).document.file_id
    expect(await errorOf(setup.channel.fetchFile(idOf(large)))).toBeInstanceOf(SendRefused)
    const small = await wang.sendsDocument(Buffer.alloc(600_000, 7), '小.bin')
    setup.telegram.faults.add('file', { kind: 'accept-then-drop' })
    const stream = await setup.channel.fetchFile(idOf(small))
    expect(await errorOf(stream.toArray())).toBeInstanceOf(SendFailed)
    setup.telegram.faults.add('file', { kind: 'drop' })
    expect(await errorOf(setup.channel.fetchFile(idOf(small)))).toBeInstanceOf(SendFailed)
    setup.telegram.faults.breakDown('file')
    expect(await errorOf(setup.channel.fetchFile(idOf(small)))).toBeInstanceOf(SendFailed)
    setup.telegram.faults.refuse('file', 404, 'Not Found')
    expect(await errorOf(setup.channel.fetchFile(idOf(small)))).toBeInstanceOf(SendRefused)
    setup.telegram.world.forgetFile(idOf(small))
    expect(await errorOf(setup.channel.fetchFile(idOf(small)))).toBeInstanceOf(SendRefused)
  })
})
