import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import {
  type Button,
  type IncomingMessage,
  type OutgoingMessage,
  SendFailed,
  type SendReceipt,
  SendRefused,
} from '../../messaging/message.ts'
import type { Clock } from '../../shared/clock.ts'
import { createId } from '../../shared/ids.ts'
import { type Log, silentLog } from '../../shared/log.ts'
import type { Channel, ChannelCapabilities, ChannelInbox } from '../channel.ts'

export interface TerminalOptions {
  input: Readable
  output: Writable
  clock: Clock
  /** Shows bold letters and a prompt; for a person at a keyboard, not for a pipe. */
  interactive: boolean
  log?: Log
}

/** When the input has ended: how long to wait for a reply still owed, and how long after the last one. */
const owedReplyMs = 15_000
const quietMs = 1_500
/** Between an answer and the next line of a pipe, in case the answer has a second part. */
const betweenLinesMs = 400

/**
 * One resident at the keyboard. Each line is a message; a number chooses a button of the last message that had some;
 * `/quit` or the end of the input ends the talk. Lines of a pipe wait, each for the answer to the last: they are
 * turns of a talk, not one burst.
 */
export class TerminalChannel implements Channel {
  readonly name = 'terminal'
  readonly capabilities: ChannelCapabilities = { textLimit: 4000, buttons: true, groups: false, files: false }
  /** Resolves when the resident has left and every reply owed is shown, or was waited for in vain. */
  readonly left: Promise<void>
  readonly #options: TerminalOptions
  readonly #setLeft: () => void
  #lines: Interface | undefined
  #choices: Button[] = []
  #keeping: Promise<void> = Promise.resolve()
  #isReplyOwed = false
  #isStopped = false
  #hasQuit = false
  #lineSentAt = new Date(0)
  #lastSentAt = new Date(0)

  constructor(options: TerminalOptions) {
    this.#options = options
    const { promise, resolve } = createLeft()
    this.left = promise
    this.#setLeft = resolve
  }

  async start(inbox: ChannelInbox): Promise<void> {
    const { input, output, interactive } = this.#options
    const lines = createInterface({
      input,
      output: interactive ? output : undefined,
      terminal: interactive,
      prompt: '> ',
    })
    this.#lines = lines
    lines.on('line', line => this.#takeLine(line, inbox))
    lines.on('close', () => void this.#waitForReplies().then(this.#setLeft))
    lines.prompt()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#lines?.close()
    await this.#keeping
  }

  async send(message: OutgoingMessage): Promise<SendReceipt> {
    const { output, clock } = this.#options
    if (message.to.channel !== this.name) throw new SendRefused('chat-gone', 'not a chat of the terminal')
    if (message.text === '') throw new SendRefused('invalid', 'a message needs a text')
    if (!output.writable) throw new SendFailed('not-sent', 'the terminal is closed')
    this.#choices = message.buttons?.flat() ?? []
    output.write(`${this.#render(message.text)}\n`)
    this.#isReplyOwed = false
    this.#lastSentAt = clock.now()
    if (!this.#isStopped) this.#lines?.prompt(true)
    return { messageId: createId() }
  }

  async showTyping(): Promise<void> {
    // A terminal shows nothing while an answer is written; it appears soon enough.
  }

  async fetchFile(reference: string): Promise<Readable> {
    throw new SendRefused('invalid', `the terminal carries no files: ${reference}`)
  }

  #takeLine(line: string, inbox: ChannelInbox): void {
    const text = line.trim()
    if (text === '/quit') {
      this.#hasQuit = true
      this.#lines?.close()
      return
    }
    if (text === '') {
      this.#lines?.prompt()
      return
    }
    if (this.#hasQuit) return
    if (this.#options.interactive) {
      const message = this.#toMessage(text)
      this.#isReplyOwed = true
      // One after another, so that the order of typing is the order of keeping.
      this.#keep(() => inbox.receive(message))
      return
    }
    this.#keep(async () => {
      await this.#waitForAnswer()
      this.#isReplyOwed = true
      this.#lineSentAt = this.#options.clock.now()
      await inbox.receive(this.#toMessage(text))
    })
  }

  #keep(step: () => Promise<void>): void {
    this.#keeping = this.#keeping.then(step).catch(error => this.#reportLoss(error))
  }

  /** Until the line before has its answer, or was waited for in vain. */
  async #waitForAnswer(): Promise<void> {
    const { clock } = this.#options
    const isWaiting = () => {
      const nowMs = clock.now().getTime()
      if (this.#isStopped) return false
      return this.#isReplyOwed
        ? nowMs - this.#lineSentAt.getTime() < owedReplyMs
        : nowMs - this.#lastSentAt.getTime() < betweenLinesMs
    }
    while (isWaiting()) await clock.sleep(50)
  }

  #toMessage(text: string): IncomingMessage {
    const choice = /^\d{1,2}$/.test(text) ? this.#choices[Number(text) - 1] : undefined
    this.#choices = []
    return {
      channel: this.name,
      chat: 'terminal',
      chatKind: 'private',
      messageId: createId(),
      sender: { id: 'terminal', name: 'terminal' },
      sentAt: this.#options.clock.now(),
      addressed: true,
      text: choice?.label ?? text,
      ...(choice && { button: choice.value }),
      ...readCommand(text),
      attachments: [],
    }
  }

  #reportLoss(error: unknown): void {
    const { output, log = silentLog } = this.#options
    log.error({ error }, 'a line could not be kept')
    output.write('! 没有记下这条，请再发一次。Not kept, please send it again.\n')
  }

  #render(text: string): string {
    const { interactive } = this.#options
    const marked = text.replace(/\*\*(.+?)\*\*/g, interactive ? '\u001b[1m$1\u001b[22m' : '$1')
    const choices = this.#choices.map((button, index) => `  ${index + 1}. ${button.label}`)
    return [interactive ? `\r\u001b[K${marked}` : marked, ...choices].join('\n')
  }

  async #waitForReplies(): Promise<void> {
    const { clock } = this.#options
    await this.#keeping
    const closedAt = clock.now().getTime()
    const isWaiting = () => {
      const nowMs = clock.now().getTime()
      const isOwed = this.#isReplyOwed && nowMs - closedAt < owedReplyMs
      return !this.#isStopped && (isOwed || nowMs - this.#lastSentAt.getTime() < quietMs)
    }
    while (isWaiting()) await clock.sleep(50)
  }
}

function createLeft(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}

function readCommand(text: string): Pick<IncomingMessage, 'command'> {
  const found = /^\/([a-z_]+)(?:\s+(.*))?$/i.exec(text)
  return found?.[1] ? { command: { name: found[1].toLowerCase(), args: found[2] ?? '' } } : {}
}
