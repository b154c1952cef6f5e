import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Subject } from './start-subject.ts'
import type { Loopback } from './telegram-loopback.ts'

/** What a resident says, one message after each reply; places and words change from resident to resident. */
const scripts: ((n: number) => string)[][] = [
  [
    () => '你好',
    n => `${(n % 20) + 1}栋2单元${(n % 9) + 1}01厨房水龙头一直滴水`,
    () => '明天上午都在家',
    () => '什么时候能来修？',
  ],
  [() => '物业费什么时候交？', () => '可以用支付宝吗', () => '谢谢'],
  [
    n => `楼道的灯坏了，${(n % 20) + 1}栋1单元${(n % 9) + 1}楼`,
    () => '装修需要办什么手续？',
    () => '几点可以施工',
  ],
  [n => `楼上${(n % 9) + 2}02每天半夜蹦迪，太吵了`, n => `我住${(n % 20) + 1}栋1单元${(n % 9) + 1}02`],
  [() => '访客停车怎么收费？', () => '查一下我的工单', () => '好的谢谢'],
]

export interface TalkFigures {
  messages: number
  seconds: number
  /** Milliseconds from handing a message out to the arrival of its reply, ascending. */
  replyMs: number[]
  cpuMsPerMessage: number
  longestGapMs: number
  rssMb: number
}

interface Line {
  chat: number
  text: string
  /** Resolves when its reply has come. */
  replied: () => void
}

/** Talks as residents do; each of its messages waits for the reply before it. */
class Residents {
  private readonly open = new Map<number, { sentMs: number; line: Line }>()
  private readonly loopback: Loopback
  private nextChat: number
  private readonly backlog: Iterator<{ chat: number; texts: string[] }>
  readonly replyMs: number[] = []

  constructor(loopback: Loopback, firstChat: number) {
    this.loopback = loopback
    this.nextChat = firstChat
    this.backlog = this.talks()
    loopback.onSend = chat => this.hear(chat)
  }

  /** One resident's talk, message by message; `pause` between reply and next message. */
  async talk(mayGoOn: () => boolean, pauseMs = 0): Promise<void> {
    const { chat, texts } = this.backlog.next().value
    for (const text of texts) {
      if (!mayGoOn()) return
      await this.say(chat, text)
      if (pauseMs > 0) await wait(pauseMs)
    }
  }

  private *talks(): Generator<{ chat: number; texts: string[] }, never> {
    for (;;) {
      const chat = this.nextChat++
      const script = scripts[chat % scripts.length] ?? []
      yield { chat, texts: script.map(write => write(chat)) }
    }
  }

  private say(chat: number, text: string): Promise<void> {
    return new Promise(replied => {
      this.open.set(chat, { sentMs: performance.now(), line: { chat, text, replied } })
      this.loopback.say(chat, text)
    })
  }

  private hear(chat: number): void {
    const asked = this.open.get(chat)
    if (!asked) return
    this.open.delete(chat)
    this.replyMs.push(performance.now() - asked.sentMs)
    asked.line.replied()
  }
}

interface Drive {
  loopback: Loopback
  subject: Subject
  /** First chat number of the run; residents of different runs are different people. */
  firstChat: number
  seconds: number
}

/** Open loop: talks begin at an even rate, whether or not the bot keeps up. */
export async function driveAtRate(drive: Drive, messagesPerSecond: number): Promise<TalkFigures> {
  const residents = new Residents(drive.loopback, drive.firstChat)
  const meanTalk = scripts.reduce((sum, script) => sum + script.length, 0) / scripts.length
  return await measure(drive, residents, async mayGoOn => {
    const talks: Promise<void>[] = []
    for (let next = performance.now(); mayGoOn(); next += (1_000 * meanTalk) / messagesPerSecond) {
      await wait(Math.max(0, next - performance.now()))
      talks.push(residents.talk(() => true, 150))
    }
    await Promise.all(talks)
  })
}

/** Closed loop: so many residents at once, each writing on as soon as it is answered. */
export async function driveSaturated(drive: Drive, residentsAtOnce: number): Promise<TalkFigures> {
  const residents = new Residents(drive.loopback, drive.firstChat)
  return await measure(drive, residents, async mayGoOn => {
    const lanes = Array.from({ length: residentsAtOnce }, async () => {
      while (mayGoOn()) await residents.talk(mayGoOn)
    })
    await Promise.all(lanes)
  })
}

async function measure(
  { subject, seconds }: Drive,
  residents: Residents,
  run: (mayGoOn: () => boolean) => Promise<void>,
): Promise<TalkFigures> {
  const before = await subject.usage()
  const beganMs = performance.now()
  await run(() => performance.now() - beganMs < seconds * 1_000)
  const tookMs = performance.now() - beganMs
  // The reply is on its way before the last rows are written.
  await wait(300)
  const after = await subject.usage()
  const replyMs = residents.replyMs.toSorted((a, b) => a - b)
  return {
    messages: replyMs.length,
    seconds: tookMs / 1_000,
    replyMs,
    cpuMsPerMessage: (after.cpuMs - before.cpuMs) / (replyMs.length || 1),
    longestGapMs: after.longestGapMs,
    rssMb: after.rssMb,
  }
}

/** The value below which `share` of the ascending values lie. */
export function percentile(ascending: number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN
}
