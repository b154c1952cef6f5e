import { mapSendError } from './map-send-error.ts'
import { readChatId } from './send-message.ts'
import { type TelegramApi, TelegramRefusal } from './telegram-api.ts'

/** Most characters of a topic's name: core.telegram.org/bots/api#createforumtopic. */
const mostTitleChars = 128

/** Opens a topic and gives its id; undefined where the group is no forum or the bot may not manage its topics. */
export async function openThread(api: TelegramApi, chat: string, title: string): Promise<string | undefined> {
  const name = [...title.replace(/\s+/g, ' ').trim()].slice(0, mostTitleChars / 2).join('') || '-'
  try {
    const params = { chat_id: readChatId(chat), name }
    const topic = await api.call<{ message_thread_id: number }>('createForumTopic', params)
    return String(topic.message_thread_id)
  } catch (error) {
    const isNoForum = error instanceof TelegramRefusal && error.code === 400 && !error.migrateToChat
    if (isNoForum) return undefined
    throw mapSendError(error)
  }
}
