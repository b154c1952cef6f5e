import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecordingInbox } from '../../../support/recording-inbox.ts'
import { setUpTelegram, type TelegramSetup } from '../../../support/telegram-setup.ts'
import { waitUntil } from '../../../support/wait-until.ts'

const seen = (look: () => boolean, describeIt?: () => string) =>
  waitUntil(() => (look() ? true : undefined), describeIt ? { describe: describeIt } : {})

describe('polling Telegram', () => {
  let setup: TelegramSetup
  beforeEach(async () => {
    setup = await setUpTelegram()
  })
  afterEach(() => setup.close())

  it('leaves an update at Telegram until it is kept', async () => {
    const { telegram, channel, inbox } = setup
    const release = inbox.holdBack('先别确认')
    await channel.start(inbox)
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    await wang.says('先别确认')
    await seen(() => inbox.attempts('先别确认') === 1)
    await seen(() => telegram.callsOf('getUpdates').length > 3)
    expect(telegram.queue.pending).toHaveLength(1)
    release()
    await seen(() => telegram.queue.pending.length === 0)
    expect(inbox.attempts('先别确认')).toBe(1)
  })

  it('hands everything to the next process when it dies before keeping', async () => {
    const { telegram, channel, another } = setup
    const dead = new RecordingInbox()
    dead.failNext(Number.POSITIVE_INFINITY)
    await channel.start(dead)
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    for (const text of ['一', '二', '三']) await wang.says(text)
    await seen(() => dead.attempts('一') > 1)
    await channel.stop()
    const inbox = new RecordingInbox()
    await another().start(inbox)
    await inbox.waitFor('三')
    expect(inbox.texts()).toEqual(['一', '二', '三'])
  })

  it('keeps the order within a chat when its first message is slow to keep', async () => {
    const { telegram, channel, inbox } = setup
    const release = inbox.holdBack('一')
    await channel.start(inbox)
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    for (const text of ['一', '二', '三']) await wang.says(text)
    await telegram.privateChat({ id: 8, name: '李先生' }).says('别人')
    await inbox.waitFor('别人')
    expect(inbox.texts()).toEqual(['别人'])
    release()
    await inbox.waitFor('三')
    expect(inbox.texts()).toEqual(['别人', '一', '二', '三'])
  })

  it('confirms at the stop what was being kept', async () => {
    const { telegram, channel, inbox } = setup
    const release = inbox.holdBack('好')
    await channel.start(inbox)
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('好')
    await seen(() => inbox.attempts('好') === 1)
    const stopped = channel.stop()
    setTimeout(release, 50)
    await stopped
    expect(inbox.texts()).toEqual(['好'])
    expect(telegram.queue.pending).toEqual([])
  })

  it('carries on after errors, lost connections and a request for patience', async () => {
    const { telegram, channel, inbox } = setup
    telegram.faults.breakDown('getUpdates', 2)
    telegram.faults.add('getUpdates', { kind: 'drop' })
    telegram.faults.throttle('getUpdates', 0)
    telegram.faults.add('getUpdates', { kind: 'accept-then-drop' })
    await channel.start(inbox)
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('断网之后')
    await inbox.waitFor('断网之后')
    expect(inbox.texts()).toEqual(['断网之后'])
  })

  it('starts while Telegram is away, and takes what waits there once it is back', async () => {
    const { telegram, channel, inbox } = setup
    const port = Number(new URL(telegram.apiRoot).port)
    await telegram.goAway()
    await channel.start(inbox)
    await telegram.listen(port)
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('你们在吗')
    await inbox.waitFor('你们在吗')
  })

  it('refuses to start with a token that Telegram does not know', async () => {
    const { another, inbox } = setup
    const wrong = '7001:AAWrongTokenOfNobody_0123456789abcdef'
    for (const token of [wrong, 'nonsense']) {
      const start = another({ token }).start(inbox)
      await expect(start).rejects.toMatchObject({ code: 'telegram-token-refused' })
      await expect(start).rejects.not.toThrow(token)
    }
  })

  it('says once and for good that the token was taken back while running', async () => {
    const { telegram, channel, inbox, fatal } = setup
    await channel.start(inbox)
    telegram.faults.refuse('getUpdates', 401, 'Unauthorized')
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('醒醒')
    await seen(() => fatal.length > 0)
    expect(fatal.map(({ code }) => code)).toEqual(['telegram-token-refused'])
    const calls = telegram.callsOf('getUpdates').length
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(telegram.callsOf('getUpdates').length).toBe(calls)
  })

  it('gives way to a second poller: exactly one of the two ends, the other takes the messages', async () => {
    const { telegram, channel, another, inbox, fatal } = setup
    await channel.start(inbox)
    await seen(() => telegram.callsOf('getUpdates').length > 0)
    await another().start(inbox)
    await seen(() => fatal.length > 0)
    expect(fatal[0]).toMatchObject({ code: 'telegram-second-poller' })
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('谁在值班')
    await inbox.waitFor('谁在值班')
    expect(fatal).toHaveLength(1)
    expect(inbox.texts()).toEqual(['谁在值班'])
  })

  it('outlives one stray poll by somebody else', async () => {
    const { telegram, channel, inbox, fatal } = setup
    await channel.start(inbox)
    await seen(() => telegram.callsOf('getUpdates').length > 0)
    await fetch(`${telegram.apiRoot}/bot${telegram.token}/getUpdates`)
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('还在吗')
    await inbox.waitFor('还在吗')
    expect(fatal).toEqual([])
  })

  it('takes over a bot that had a webhook, without losing what waits', async () => {
    const { telegram, channel, inbox } = setup
    telegram.queue.setWebhook({ url: 'http://127.0.0.1:9/gone' })
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('以前的话')
    await channel.start(inbox)
    await inbox.waitFor('以前的话')
  })

  it('never writes the token into the log or an error', async () => {
    const { telegram, channel, inbox, logged, send } = setup
    telegram.faults.breakDown('getUpdates')
    telegram.faults.add('getUpdates', { kind: 'drop' })
    telegram.faults.add('getUpdates', { kind: 'garble' })
    await channel.start(inbox)
    await seen(() => logged.filter(line => line.includes('poll failed')).length >= 3)
    await telegram.goAway()
    const error = (await send(7, '通知').catch((caught: unknown) => caught)) as Error
    const file = (await channel.fetchFile('F').catch((caught: unknown) => caught)) as Error
    const secret = telegram.token.split(':')[1] ?? ''
    const told = [...logged, error.message, error.stack, file.message, file.stack, JSON.stringify(error)]
    for (const text of told) expect(text).not.toContain(secret)
    expect(logged.join()).not.toContain(secret.slice(0, 12))
  })

  it('shows its menu in Chinese, and in English to those who read it', async () => {
    const { telegram, channel, inbox } = setup
    await channel.start(inbox)
    await seen(() => telegram.menus.has('en'))
    expect(telegram.menus.get('')).toContainEqual({ command: 'status', description: '我的工单' })
    expect(telegram.menus.get('en')).toContainEqual({ command: 'human', description: 'Talk to a person' })
  })

  it('answers a pressed button, so that it stops spinning', async () => {
    const { telegram, channel, inbox, send } = setup
    await channel.start(inbox)
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    await wang.says('你好')
    await send(7, '满意吗？', { buttons: [[{ label: '满意', value: 'rate:5' }]] })
    await wang.presses('满意')
    await seen(() => inbox.kept.length === 2 && telegram.openQueries.size === 0)
    expect(inbox.kept[1]).toMatchObject({ button: 'rate:5', sender: { name: '王阿姨' } })
  })

  it('tells of edits, of a group that moved and of a topic', async () => {
    const { telegram, channel, inbox } = setup
    telegram.privacyMode = false
    await channel.start(inbox)
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    const said = await wang.says('3栋501')
    await wang.edits(said, '3栋502')
    await seen(() => inbox.edits.length === 1)
    expect(inbox.edits[0]).toMatchObject({ messageId: String(said.message_id), text: '3栋502' })
    const group = telegram.group({ id: -55, title: '业主群', kind: 'group' })
    const moved = group.becomesSupergroup()
    await seen(() => inbox.moves.length === 2)
    expect(inbox.moves[0]).toEqual({ fromChat: '-55', toChat: String(moved.id) })
    const forum = telegram.group({ id: -1077, title: '论坛', kind: 'forum' })
    const topic = forum.topic('报修')
    await forum.member({ id: 9, name: '李先生' }).inTopic(topic).says('门坏了')
    expect(await inbox.waitFor('门坏了')).toMatchObject({ topic: String(topic), addressed: false })
  })
})
