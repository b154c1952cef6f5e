import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkObject } from './bot-api-spec.ts'
import { type FakeTelegram, startFakeTelegram } from './fake-telegram.ts'

interface Answer {
  ok: boolean
  error_code?: number
  description?: string
  parameters?: Record<string, number>
  result?: unknown
}

describe('the fake Telegram', () => {
  let telegram: FakeTelegram
  beforeEach(async () => {
    telegram = await startFakeTelegram()
    await telegram.privateChat({ id: 7, name: '王阿姨' }).says('你好')
  })
  afterEach(async () => {
    telegram.violations.length = 0
    await telegram.stop()
  })

  const call = async (method: string, params: object = {}): Promise<Answer> => {
    const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    })
    return (await response.json()) as Answer
  }
  const say = (params: object) => call('sendMessage', { chat_id: 7, text: '好', ...params })

  it.each([
    ['no text', { text: '' }, 'Bad Request: message text is empty'],
    ['text of blanks', { text: ' \n' }, 'Bad Request: message text is empty'],
    ['4097 units', { text: 'a'.repeat(4097) }, 'Bad Request: message is too long'],
    ['an unknown chat', { chat_id: 8 }, 'Bad Request: chat not found'],
    [
      'an entity behind the end',
      { entities: [{ type: 'bold', offset: 0, length: 9 }] },
      'ends after the end',
    ],
    ['half a pair', { text: '😀', entities: [{ type: 'bold', offset: 0, length: 1 }] }, 'middle of a UTF-16'],
    ['an open HTML tag', { text: '<b>好', parse_mode: 'HTML' }, "Can't find end tag corresponding"],
    ['an unknown HTML tag', { text: 'a <x> b', parse_mode: 'HTML' }, 'Unsupported start tag "x"'],
    ['a bare dot', { text: '好.', parse_mode: 'MarkdownV2' }, "Character '.' is reserved"],
    ['an open star', { text: '*好', parse_mode: 'MarkdownV2' }, "Can't find end of bold entity"],
    [
      'a long button value',
      { reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x'.repeat(65) }]] } },
      'BUTTON_DATA_INVALID',
    ],
    ['an unknown topic', { message_thread_id: 5 }, 'message thread not found'],
    [
      'a missing answered message',
      { reply_parameters: { message_id: 99 } },
      'message to be replied not found',
    ],
  ])('refuses %s', async (_, params, description) => {
    const answer = await say(params)
    expect(answer).toMatchObject({ ok: false, error_code: 400 })
    expect(answer.description).toContain(description)
    expect(telegram.violations).toEqual([])
  })

  it('reads HTML and MarkdownV2 into text and entities', async () => {
    const bold = [{ type: 'bold', offset: 0, length: 1 }]
    const html = await say({ text: '<b>好</b> &lt;3', parse_mode: 'HTML' })
    expect(html.result).toMatchObject({ text: '好 <3', entities: bold })
    const markdown = await say({ text: '*好* a\\.b', parse_mode: 'MarkdownV2' })
    expect(markdown.result).toMatchObject({ text: '好 a.b', entities: bold })
  })

  it('keeps each breach of the tables, and stop tells of them', async () => {
    await say({ chat: 7 })
    await say({ text: 5 })
    await call('sendMessage', { chat_id: 7 })
    expect((await call('sendTelepathy')).error_code).toBe(404)
    expect(telegram.violations).toEqual([
      'sendMessage.chat is unknown',
      'sendMessage.text is no String',
      'sendMessage.text is missing',
      'sendTelepathy is no method of the Bot API',
    ])
  })

  it('makes messages that fit the tables', async () => {
    const { result } = await say({ reply_markup: { inline_keyboard: [[{ text: 'x', url: 'https://a.b' }]] } })
    expect(checkObject('Message', result)).toEqual([])
    expect(checkObject('User', (await call('getMe')).result)).toEqual([])
  })

  it('hands out updates until they are confirmed, and lets only one poll', async () => {
    const first = (await call('getUpdates')).result as { update_id: number }[]
    expect((await call('getUpdates')).result).toEqual(first)
    const offset = (first.at(-1)?.update_id ?? 0) + 1
    const waiting = call('getUpdates', { offset, timeout: 5 })
    await new Promise(resolve => setTimeout(resolve, 30))
    const second = call('getUpdates', { offset })
    expect(await waiting).toMatchObject({ error_code: 409 })
    expect((await second).result).toEqual([])
    await call('setWebhook', { url: 'http://127.0.0.1:9/' })
    expect((await call('getUpdates')).description).toContain('webhook is active')
  })

  it('refuses a webhook without TLS and a secret of other characters', async () => {
    expect((await call('setWebhook', { url: 'http://example.com/x' })).error_code).toBe(400)
    const secret = { url: 'https://example.com/x', secret_token: 'no spaces' }
    expect((await call('setWebhook', secret)).error_code).toBe(400)
  })

  it('answers a query once', async () => {
    await say({ reply_markup: { inline_keyboard: [[{ text: '满意', callback_data: 'rate:5' }]] } })
    const id = await telegram.privateChat({ id: 7, name: '王阿姨' }).presses('满意')
    expect((await call('answerCallbackQuery', { callback_query_id: id })).ok).toBe(true)
    expect((await call('answerCallbackQuery', { callback_query_id: id })).description).toContain('too old')
  })

  it('refuses an edit that changes nothing', async () => {
    const { result } = await say({})
    const message = { chat_id: 7, message_id: (result as { message_id: number }).message_id }
    expect((await call('editMessageText', { ...message, text: '好' })).description).toContain('not modified')
    expect((await call('editMessageText', { ...message, text: '很好' })).ok).toBe(true)
  })

  it('takes files by multipart and gives them back', async () => {
    const form = new FormData()
    form.set('chat_id', '7')
    form.set('caption', '照片')
    form.set('photo', new Blob([Buffer.from('jpeg')]), 'a.jpg')
    const url = `${telegram.apiRoot}/bot${telegram.token}/sendPhoto`
    const sent = (await (await fetch(url, { method: 'POST', body: form })).json()) as {
      result: { photo: { file_id: string }[]; caption: string }
    }
    expect(sent.result.caption).toBe('照片')
    const { result } = await call('getFile', { file_id: sent.result.photo.at(-1)?.file_id })
    const path = (result as { file_path: string }).file_path
    const bytes = await (await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${path}`)).text()
    expect(bytes).toBe('jpeg')
  })

  it('hides from a bot in privacy mode what is not for it', async () => {
    const member = telegram.group({ id: -1001, title: '群' }).member({ id: 9, name: '李先生' })
    await member.says('闲聊')
    await member.says('@linli_demo_bot 在吗')
    const updates = (await call('getUpdates')).result as { message?: { text: string } }[]
    expect(updates.map(({ message }) => message?.text)).toEqual(['你好', '@linli_demo_bot 在吗'])
  })

  it('asks for patience after a burst to one chat', async () => {
    telegram.limits.enforced = true
    const answers: Answer[] = []
    for (let index = 0; index < 6; index += 1) answers.push(await say({ text: `第${index}` }))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
    expect(answers.at(-1)).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  })

  it('prints the talk when somebody waits in vain', async () => {
    await say({ text: '工单 WX-1 已收到' })
    const wang = telegram.privateChat({ id: 7, name: '王阿姨' })
    await wang.hears(/WX-1/)
    await expect(wang.hears(/WX-2/, 20)).rejects.toThrow('王阿姨 │ bot: 工单 WX-1 已收到')
  })
})
