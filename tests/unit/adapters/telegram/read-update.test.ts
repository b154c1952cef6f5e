import type { Update } from 'telegraf/types'
import { describe, expect, it } from 'vitest'
import { readUpdate } from '../../../../src/adapters/telegram/read-update.ts'

const bot = { id: 42, username: 'linli_demo_bot' }
const receivedAt = new Date('2026-11-23T10:00:00Z')
const readTime = (seconds: number) => new Date(seconds * 1000)
const from = {
  id: 7,
  is_bot: false,
  first_name: '王',
  last_name: '阿姨',
  username: 'wang',
  language_code: 'zh-hans',
}
const privately = { id: 7, type: 'private', first_name: '王' }
const inGroup = { id: -1001, type: 'supergroup', title: '3栋业主群' }

function read(body: object) {
  return readUpdate({ update_id: 1, ...body } as Update, { bot, receivedAt, readTime })
}

function readOne(message: object) {
  return read({ message: { message_id: 5, date: 1_700_000_000, chat: privately, from, ...message } })
}

/** The message read, or a failed test. */
function messageOf(message: object) {
  const found = readOne(message)
  if (found.kind !== 'message') throw new Error(`not a message: ${JSON.stringify(found)}`)
  return found.message
}

function entity(type: string, text: string, part: string) {
  return { type, offset: text.indexOf(part), length: part.length }
}

describe('a private message', () => {
  it('carries who, where and when', () => {
    expect(messageOf({ text: '水管漏了' })).toMatchObject({
      channel: 'telegram',
      chat: '7',
      chatKind: 'private',
      messageId: '5',
      sender: { id: '7', name: '王 阿姨', language: 'zh-hans' },
      sentAt: new Date(1_700_000_000_000),
      addressed: true,
      text: '水管漏了',
      attachments: [],
    })
  })

  it('keeps the words after a command as its arguments', () => {
    const text = '/start house_302'
    const message = messageOf({ text, entities: [entity('bot_command', text, '/start')] })
    expect(message.command).toEqual({ name: 'start', args: 'house_302' })
  })

  it('is no command when the slash stands inside', () => {
    const text = '请看 /help'
    expect(messageOf({ text, entities: [entity('bot_command', text, '/help')] })).not.toHaveProperty(
      'command',
    )
  })

  it('counts an animation once, though Telegram sends a copy as document', () => {
    const file = { file_id: 'A', file_unique_id: 'u', file_size: 3, mime_type: 'video/mp4' }
    expect(messageOf({ animation: file, document: file }).attachments).toEqual([
      { kind: 'video', reference: 'A', mimeType: 'video/mp4', sizeBytes: 3 },
    ])
  })

  it('takes the largest size of a photo, in whatever order they come', () => {
    const size = (file_id: string, width: number) => ({
      file_id,
      file_unique_id: file_id,
      width,
      height: width,
    })
    const message = messageOf({ photo: [size('big', 900), size('small', 90), size('middle', 320)] })
    expect(message.attachments).toEqual([{ kind: 'photo', reference: 'big', mimeType: 'image/jpeg' }])
  })

  it('reads a round video, a place with a name and a shared phone', () => {
    expect(messageOf({ video_note: { file_id: 'V', file_unique_id: 'v' } }).attachments[0]).toMatchObject({
      kind: 'video',
    })
    const location = { latitude: 31.2, longitude: 121.5 }
    expect(messageOf({ location, venue: { location, title: '3栋', address: '花园路1号' } }).location).toEqual(
      {
        ...location,
        label: '3栋 花园路1号',
      },
    )
    const contact = { phone_number: '13800138000', first_name: '王' }
    expect(messageOf({ contact }).sharedContact).toEqual({ phone: '13800138000', name: '王' })
  })

  it('gives the messages of an album one key', () => {
    const photo = [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }]
    expect(messageOf({ photo, media_group_id: '99' }).album).toBe('99')
  })
})

describe('a group message', () => {
  const addressed = (message: object) => messageOf({ chat: inGroup, ...message })

  it('is not for us when nobody mentions us', () => {
    expect(addressed({ text: '楼下又堆垃圾' })).toMatchObject({ addressed: false, chatKind: 'group' })
  })

  it('is for us when mentioned, in whatever case, and loses the mention', () => {
    const text = '请问 @Linli_Demo_Bot 物业费多少'
    const message = addressed({ text, entities: [entity('mention', text, '@Linli_Demo_Bot')] })
    expect(message).toMatchObject({ addressed: true, text: '请问 物业费多少' })
  })

  it('finds the mention behind characters of two units', () => {
    const text = '👨‍👩‍👧🔥 @linli_demo_bot 着火了'
    const message = addressed({ text, entities: [entity('mention', text, '@linli_demo_bot')] })
    expect(message.text).toBe('👨‍👩‍👧🔥 着火了')
  })

  it('is for us when mentioned by id, or in a caption', () => {
    const byId = { type: 'text_mention', offset: 0, length: 2, user: { id: 42 } }
    expect(addressed({ text: '邻里 在吗', entities: [byId] })).toMatchObject({
      addressed: true,
      text: '在吗',
    })
    const caption = '@linli_demo_bot 你看'
    const photo = [{ file_id: 'p', file_unique_id: 'p', width: 1, height: 1 }]
    const shown = { photo, caption, caption_entities: [entity('mention', caption, '@linli_demo_bot')] }
    expect(addressed(shown)).toMatchObject({ addressed: true, text: '你看' })
  })

  it('is not for us when somebody else is mentioned', () => {
    const text = '@linli_demo_bot2 在吗 @wang'
    const entities = [entity('mention', text, '@linli_demo_bot2'), entity('mention', text, '@wang')]
    expect(addressed({ text, entities })).toMatchObject({ addressed: false, text })
  })

  it('is for us when it answers us, not when it answers a neighbour', () => {
    const answer = (id: number) => ({ message_id: 3, date: 1, chat: inGroup, from: { ...from, id } })
    expect(addressed({ text: '好的', reply_to_message: answer(42) })).toMatchObject({
      addressed: true,
      replyTo: '3',
    })
    expect(addressed({ text: '好的', reply_to_message: answer(8) }).addressed).toBe(false)
  })

  it('is for us with a command that names us or stands in our menu, not with that of another bot', () => {
    const command = (text: string) =>
      addressed({ text, entities: [{ type: 'bot_command', offset: 0, length: text.length }] })
    expect(command('/status@linli_demo_bot')).toMatchObject({
      addressed: true,
      text: '/status',
      command: { name: 'status', args: '' },
    })
    expect(command('/status').addressed).toBe(true)
    expect(command('/roll').addressed).toBe(false)
    const foreign = command('/status@other_bot')
    expect(foreign.addressed).toBe(false)
    expect(foreign).not.toHaveProperty('command')
  })

  it('keeps the topic, and does not take the opening of the topic for an answer to us', () => {
    const opening = {
      message_id: 12,
      date: 1,
      chat: inGroup,
      from: { id: 42, is_bot: true, first_name: '邻里' },
      forum_topic_created: { name: '报修', icon_color: 1 },
    }
    const message = addressed({
      text: '有人吗',
      message_thread_id: 12,
      is_topic_message: true,
      reply_to_message: opening,
    })
    expect(message).toMatchObject({ topic: '12', addressed: false })
    expect(message).not.toHaveProperty('replyTo')
  })

  it('has no topic outside a forum, where the thread is only a chain of answers', () => {
    expect(addressed({ text: '好', message_thread_id: 9 })).not.toHaveProperty('topic')
  })

  it('counts a bare mention as a call', () => {
    const text = '@linli_demo_bot'
    expect(addressed({ text, entities: [entity('mention', text, text)] })).toMatchObject({
      addressed: true,
      text: '',
    })
  })
})

describe('other updates', () => {
  it('reads a move from both sides', () => {
    const moved = { kind: 'moved', fromChat: '-5', toChat: '-1005' }
    expect(readOne({ chat: { id: -5, type: 'group' }, migrate_to_chat_id: -1005 })).toEqual(moved)
    expect(readOne({ chat: { id: -1005, type: 'supergroup' }, migrate_from_chat_id: -5 })).toEqual(moved)
  })

  it('reads who came into a group and who left it, by message and by the notice to administrators', () => {
    const place = { channel: 'telegram', chat: String(inGroup.id), sender: String(from.id) }
    const came = { kind: 'membership', changes: [{ ...place, isMember: true }] }
    const left = { kind: 'membership', changes: [{ ...place, isMember: false }] }
    expect(readOne({ chat: inGroup, new_chat_members: [from] })).toEqual(came)
    expect(readOne({ chat: inGroup, left_chat_member: from })).toEqual(left)
    const read = (member: object) =>
      readUpdate(
        {
          update_id: 1,
          chat_member: { chat: inGroup, from, date: 0, new_chat_member: { user: from, ...member } },
        } as unknown as Update,
        { bot, receivedAt: new Date(0), readTime: seconds => new Date(seconds * 1000) },
      )
    expect(read({ status: 'kicked' })).toEqual(left)
    expect(read({ status: 'left' })).toEqual(left)
    expect(read({ status: 'restricted', is_member: false })).toEqual(left)
    expect(read({ status: 'restricted', is_member: true })).toEqual(came)
    expect(read({ status: 'administrator' })).toEqual(came)
  })

  it('ignores bots, channels, service messages and forwards by Telegram itself', () => {
    const ignored = [
      { text: 'x', from: { ...from, is_bot: true } },
      { text: 'x', chat: { id: -9, type: 'channel' } },
      { chat: inGroup, pinned_message: { message_id: 1, date: 0, chat: inGroup } },
      { text: 'x', chat: inGroup, is_automatic_forward: true },
      { poll: { id: '1', question: '?' } },
    ]
    for (const message of ignored) expect(readOne(message).kind).toBe('ignored')
  })

  it('ignores a live location that moves, and gives the new words of an edit', () => {
    const edit = (body: object) =>
      read({ edited_message: { message_id: 5, date: 10, edit_date: 20, chat: privately, from, ...body } })
    expect(edit({ location: { latitude: 1, longitude: 1 } }).kind).toBe('ignored')
    expect(edit({ text: '改成502' })).toEqual({
      kind: 'edit',
      edit: { channel: 'telegram', chat: '7', messageId: '5', text: '改成502', editedAt: new Date(20_000) },
    })
  })

  it('still answers a button that has no talk', () => {
    expect(read({ callback_query: { id: '77', from, chat_instance: 'x', data: 'a' } })).toMatchObject({
      kind: 'ignored',
      callback: '77',
    })
  })

  it('tells of a person who blocks or comes back, but not of groups', () => {
    const change = (chat: object, status: string) =>
      read({ my_chat_member: { chat, from, date: 1, new_chat_member: { status } } })
    expect(change(privately, 'kicked')).toEqual({ kind: 'reachable', sender: '7', reachable: false })
    expect(change(privately, 'member')).toEqual({ kind: 'reachable', sender: '7', reachable: true })
    expect(change(inGroup, 'kicked').kind).toBe('ignored')
  })
})
