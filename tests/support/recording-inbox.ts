import type { ChannelInbox, ChannelReport } from '../../src/adapters/channel.ts'
import type { IncomingMessage, MessageEdit } from '../../src/messaging/message.ts'
import { waitUntil } from './wait-until.ts'

/** An inbox in memory: keeps as the real one does (the same message once), fails or is slow when told to. */
export class RecordingInbox implements ChannelInbox {
  readonly kept: IncomingMessage[] = []
  readonly edits: MessageEdit[] = []
  readonly moves: { fromChat: string; toChat: string }[] = []
  readonly reachability: { sender: string; reachable: boolean }[] = []
  readonly reports: ChannelReport[] = []
  private readonly tries: string[] = []
  private readonly held = new Map<string, Promise<void>>()
  private failures = 0

  async receive(message: IncomingMessage): Promise<void> {
    this.tries.push(message.text)
    await this.held.get(message.text)
    this.failIfTold()
    const same = (other: IncomingMessage) =>
      other.channel === message.channel &&
      other.chat === message.chat &&
      other.messageId === message.messageId
    if (!this.kept.some(same)) this.kept.push(message)
  }

  async edit(edit: MessageEdit): Promise<void> {
    this.failIfTold()
    this.edits.push(edit)
  }

  async moveChat(_channel: string, fromChat: string, toChat: string): Promise<void> {
    this.failIfTold()
    this.moves.push({ fromChat, toChat })
  }

  async setReachable(_channel: string, sender: string, reachable: boolean): Promise<void> {
    this.failIfTold()
    this.reachability.push({ sender, reachable })
  }

  async report(report: ChannelReport): Promise<void> {
    this.reports.push(report)
  }

  /** The next so many calls reject, as with a database that is down. */
  failNext(times: number): void {
    this.failures = times
  }

  /** Keeps this text only after the returned function was called. */
  holdBack(text: string): () => void {
    let release = () => {}
    this.held.set(
      text,
      new Promise(resolve => {
        release = resolve
      }),
    )
    return () => release()
  }

  /** How often this text was handed in, kept or not. */
  attempts(text: string): number {
    return this.tries.filter(one => one === text).length
  }

  texts(): string[] {
    return this.kept.map(({ text }) => text)
  }

  /** Resolves with the kept message of this text. */
  waitFor(text: string, withinMs = 8000): Promise<IncomingMessage> {
    return waitUntil(() => this.kept.find(message => message.text === text), {
      withinMs,
      describe: () => `${text} was not kept; kept: ${JSON.stringify(this.texts())}`,
    })
  }

  private failIfTold(): void {
    if (this.failures === 0) return
    this.failures -= 1
    throw new Error('the database is down')
  }
}
