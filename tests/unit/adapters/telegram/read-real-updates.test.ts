import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readUpdate } from '../../../../src/adapters/telegram/read-update.ts'

const bot = { id: 42, username: 'linli_demo_bot' }
const receivedAt = new Date('2026-11-23T10:00:00Z')
const readTime = (seconds: number) => new Date(seconds * 1000)

describe('real bodies', () => {
  const root = new URL('../../../fixtures/telegram-updates/', import.meta.url)
  const bodies = ['illemius/', 'luzrain/events/', 'luzrain/response/'].flatMap(folder =>
    readdirSync(new URL(folder, root))
      .filter(name => name.endsWith('.json'))
      .map(name => [`${folder}${name}`, JSON.parse(readFileSync(new URL(folder + name, root), 'utf8'))]),
  )
  const expected: Record<string, object> = {
    'illemius/message.json': { text: 'Hi, world!', chat: '12345678', sender: { language: 'ru' } },
    'illemius/forwarded_message.json': { text: 'message text', attachments: [] },
    'illemius/reply_message.json': { text: 'Reply to quoted message', replyTo: '12345' },
    'illemius/message_with_audio.json': {
      text: '',
      attachments: [
        {
          kind: 'audio',
          reference: 'CQADAgdwadgawd0ChI_rXPyrAg',
          mimeType: 'audio/mpeg3',
          sizeBytes: 12345678,
        },
      ],
    },
    'illemius/message_with_document.json': {
      text: 'doc description',
      attachments: [{ kind: 'file', fileName: 'test.docx', sizeBytes: 21331 }],
    },
    'illemius/message_with_location.json': { location: { latitude: 55.693416, longitude: 37.624605 } },
    'illemius/message_with_photo.json': {
      text: 'photo description',
      attachments: [{ kind: 'photo', sizeBytes: 47844, mimeType: 'image/jpeg' }],
    },
    'illemius/message_with_sticker.json': { attachments: [{ kind: 'sticker' }] },
    'illemius/message_with_video.json': { text: 'description', attachments: [{ kind: 'video' }] },
    'illemius/message_with_voice.json': { attachments: [{ kind: 'voice', mimeType: 'audio/ogg' }] },
    'luzrain/events/callbackQuery.json': {
      messageId: 'callback:608120766128219694',
      button: 'test_callback_1',
      replyTo: '1867',
    },
    'luzrain/events/command.json': { command: { name: 'testcommand', args: 'with attrs' } },
    'luzrain/events/message.json': { text: 'test test', sender: { id: '123456789', name: 'Anton' } },
  }
  const edited = ['illemius/edited_message.json', 'luzrain/events/editedMessage.json']

  it.each(bodies)('%s is read or ignored with a reason', (name, body) => {
    const found = readUpdate(body, { bot, receivedAt, readTime })
    if (name in expected) {
      expect(found.kind).toBe('message')
      expect(found).toMatchObject({ message: { channel: 'telegram', addressed: true, ...expected[name] } })
    } else if (edited.includes(name)) expect(found.kind).toBe('edit')
    else if (name.endsWith('botMemberBanned.json'))
      expect(found).toEqual({ kind: 'reachable', sender: '123456789', reachable: false })
    else expect(found).toMatchObject({ kind: 'ignored', reason: expect.stringMatching(/\w{4}/) })
  })

  it('has seen every file that is expected', () => {
    const names = bodies.map(([name]) => name)
    expect(names).toEqual(expect.arrayContaining([...Object.keys(expected), ...edited]))
    expect(names.length).toBeGreaterThan(30)
  })
})
