import type { FakeMessage } from './world.ts'

/** What was said, in order, as a page a person can read. */
export class Transcript {
  readonly lines: string[] = []

  add(message: FakeMessage): void {
    const who = message.from?.is_bot ? 'bot' : (message.from?.first_name ?? '?')
    const place = message.chat.title ?? message.chat.first_name ?? ''
    const topic = message['is_topic_message'] ? ` #${message['message_thread_id']}` : ''
    this.lines.push(`${place}${topic} │ ${who}: ${describe(message)}`)
  }

  note(text: string): void {
    this.lines.push(`· ${text}`)
  }

  print(): string {
    return this.lines.join('\n')
  }
}

function describe(message: FakeMessage): string {
  const kinds = ['photo', 'voice', 'document', 'video', 'audio', 'sticker', 'location', 'contact']
  const kind = kinds.find(name => name in message)
  const words = String(message.text ?? message['caption'] ?? '')
  const buttons = listButtons(message).map(({ text }) => `[${text}]`)
  return [kind ? `<${kind}>` : '', words, ...buttons].filter(Boolean).join(' ')
}

/** The buttons under a message. */
export function listButtons(message: FakeMessage): { text: string; callback_data?: string }[] {
  const markup = message['reply_markup'] as
    | { inline_keyboard?: { text: string; callback_data?: string }[][] }
    | undefined
  return markup?.inline_keyboard?.flat() ?? []
}
