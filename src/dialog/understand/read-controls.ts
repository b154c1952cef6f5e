import type { Command } from '../commands/command.ts'
import { readErrand } from '../errand.ts'
import type { Saying } from '../flows/state.ts'

/** What a menu command, a button or a binding code asks for; these need no understanding. */
export type Control =
  | { kind: 'commands'; commands: Command[] }
  | { kind: 'say'; what: Saying }
  | { kind: 'bind'; code: string }
  | { kind: 'link'; what: 'show' | 'end' }
  | { kind: 'link'; what: 'use'; code: string }
  | { kind: 'rate-answer'; isHelpful: boolean }
  | { kind: 'answer-survey'; inviteId: string; position: number; pressed: number }
  | { kind: 'answer-callback'; id: string; score: number }
  | { kind: 'errand'; value: string }

/** Linking accounts: a code is asked for on one, and its six digits are typed on the other. */
const linkShowPattern = /^\s*(?:关联|绑定|綁定)(?:账号|帐号|微信|电报|telegram)\s*[。.]?\s*$|^\s*link\s*$/iu
const linkUsePattern = /^\s*(?:关联|绑定|綁定|link)\s*[:：]?\s*(\d{6})\s*$/iu
const linkEndPattern =
  /^\s*(?:解除(?:关联|绑定)|取消(?:关联|绑定)|解绑)(?:账号|帐号|微信|电报|telegram)?\s*[。.]?\s*$|^\s*unlink\s*$/iu

const bindPattern = /^\s*(?:绑定|綁定|bind)\s*[:：]?\s*([A-Za-z0-9]{8})\s*$/iu
const bindHowPattern = /^\s*(?:绑定|綁定|bind)(?:房屋|房号|住址)?\s*$/iu

/** The very words that our welcome and help tell residents to say. */
const statusPattern = /^\s*(?:我的工单|my tickets?)[\s。.!！?？]*$/iu

/** Reads a control from a message, or undefined when it is ordinary words. */
export function readControl(message: {
  text: string
  command?: { name: string; args: string }
  button?: string
}): Control | undefined {
  const errand = readErrand(message)
  if (errand !== undefined) return { kind: 'errand', value: errand }
  if (message.button !== undefined) return readButton(message.button)
  if (message.command) return readMenuCommand(message.command)
  const link = readLink(message.text)
  if (link) return link
  const code = bindPattern.exec(message.text)?.[1]
  if (code) return { kind: 'bind', code }
  if (statusPattern.test(message.text)) return { kind: 'commands', commands: [{ kind: 'ask-status' }] }
  return bindHowPattern.test(message.text) ? { kind: 'say', what: { kind: 'bind-how' } } : undefined
}

function readLink(text: string): Control | undefined {
  if (linkShowPattern.test(text)) return { kind: 'link', what: 'show' }
  if (linkEndPattern.test(text)) return { kind: 'link', what: 'end' }
  const code = linkUsePattern.exec(text)?.[1]
  return code === undefined ? undefined : { kind: 'link', what: 'use', code }
}

function readMenuCommand({ name, args }: { name: string; args: string }): Control | undefined {
  switch (name) {
    case 'start':
      return { kind: 'say', what: { kind: 'welcome' } }
    case 'help':
      return { kind: 'say', what: { kind: 'help' } }
    case 'status':
      return { kind: 'commands', commands: [{ kind: 'ask-status' }] }
    case 'human':
      return { kind: 'commands', commands: [{ kind: 'request-human', reason: 'asked' }] }
    case 'bind':
      return /^[A-Za-z0-9]{8}$/u.test(args.trim())
        ? { kind: 'bind', code: args.trim() }
        : { kind: 'say', what: { kind: 'bind-how' } }
    case 'new':
      return args.trim() === '' ? { kind: 'say', what: { kind: 'what-happened' } } : undefined
    default:
      return args.trim() === '' ? { kind: 'say', what: { kind: 'help' } } : undefined
  }
}

/** Button values are ours: `human`, `helpful:yes` and `helpful:no`, `ask:question`, or `purpose:ticket number`. Others lead to help, never to an error. */
function readButton(value: string): Control {
  if (value === 'helpful:yes' || value === 'helpful:no') {
    return { kind: 'rate-answer', isHelpful: value === 'helpful:yes' }
  }
  const question = /^ask:(.{2,40})$/u.exec(value)?.[1]
  if (question) return { kind: 'commands', commands: [{ kind: 'answer-question', question }] }
  const survey = /^survey:([\w-]{1,60}):(\d{1,2}):(\d)$/.exec(value)
  if (survey?.[1]) {
    return {
      kind: 'answer-survey',
      inviteId: survey[1],
      position: Number(survey[2]),
      pressed: Number(survey[3]),
    }
  }
  const answer = /^callback:([\w-]{1,60}):([1-5])$/.exec(value)
  if (answer?.[1]) return { kind: 'answer-callback', id: answer[1], score: Number(answer[2]) }
  const [purpose, ticketNumber = '', detail = ''] = value.split(':')
  const command = purpose ? commandFor(purpose, ticketNumber, detail) : undefined
  return command ? { kind: 'commands', commands: [command] } : { kind: 'say', what: { kind: 'help' } }
}

function commandFor(purpose: string, ticketNumber: string, detail: string): Command | undefined {
  switch (purpose) {
    case 'human':
      return { kind: 'request-human', reason: 'asked' }
    case 'status':
      return ticketNumber ? { kind: 'ask-status', ticketNumber } : { kind: 'ask-status' }
    case 'cancel':
      return { kind: 'cancel-ticket', ticketNumber }
    case 'urge':
      return { kind: 'urge-ticket', ticketNumber }
    case 'add':
      return { kind: 'add-to-ticket', ticketNumber, note: '' }
    case 'reopen':
      return { kind: 'reopen-ticket', ticketNumber, reason: '' }
    case 'rate':
      return /^[1-5]$/u.test(detail)
        ? { kind: 'rate-service', ticketNumber, score: Number(detail), comment: '' }
        : undefined
    default:
      return undefined
  }
}
