import type { BotMode } from '../residents/bot-mode.ts'
import type { PendingMessage } from './turn-store.ts'
import { readControl } from './understand/read-controls.ts'

/** How a turn goes: the bot answers, or people do, with or without its draft before them. */
export type Way = 'answer' | Exclude<BotMode, 'auto'>

/** A danger is answered at once whatever the community wants; a binding code or the press of a button is no talk. */
export function chooseWay(
  botMode: BotMode | null,
  messages: readonly PendingMessage[],
  isDanger: (text: string) => boolean,
): Way {
  if (botMode === null || botMode === 'auto') return 'answer'
  if (messages.some(message => isDanger(message.text))) return 'answer'
  const isControl = ({ text, content }: PendingMessage) =>
    ['bind', 'rate-answer'].includes(readControl({ text, ...content })?.kind ?? '')
  return messages.length > 0 && messages.every(isControl) ? 'answer' : botMode
}
