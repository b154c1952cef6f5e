import { expect } from 'vitest'
import type { OpenedDatabase } from '../../src/storage/open-database.ts'
import type { FakeTelegram } from '../support/fake-telegram/fake-telegram.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'

/** What residents say in turn; `opens` marks reports that are a ticket each. No two neighbours get the same answer. */
const course = [
  { text: '{place}厨房水管漏水了，师傅明天下午来', opens: true },
  { text: '谢谢', opens: false },
  { text: '投诉多久处理？', opens: false },
  { text: '{place}门口楼道的灯不亮了', opens: true },
  { text: '你好', opens: false },
  { text: '我的工单', opens: false },
  { text: '{place}门前的垃圾三天没人清了，我要投诉', opens: true },
  { text: '再见', opens: false },
]

const mostTickets = 15

/** One person who writes, waits for the answer, and writes again, until told to stop. */
interface Resident {
  talk: Talk
  /** Messages sent, and those of them that must open a ticket. */
  sent: number
  tickets: number
}

export interface TalkingResidents {
  residents: Resident[]
  /** One more resident reports this, once; gives the milliseconds until the answer. */
  reportOnce(text: string): Promise<number>
  /** No new message; resolves when every resident has the last answer, rejects after `withinMs`. */
  finish(withinMs: number): Promise<void>
}

/** Starts `count` residents who talk beside each other. */
export function startResidents(telegram: FakeTelegram, count: number): TalkingResidents {
  let isFinishing = false
  const residents = Array.from({ length: count }, (_, index): Resident => {
    const talk = telegram.privateChat({ id: 3001 + index, name: `住户${index + 1}` })
    return { talk, sent: 0, tickets: 0 }
  })
  const running = residents.map(async (resident, index) => {
    // Not all at once.
    await pause(index * 90)
    for (let turn = index; !isFinishing; turn += 1) await sayNext(resident, turn, index)
  })
  return {
    residents,
    reportOnce: async text => {
      const talk = telegram.privateChat({ id: 3901 + residents.length, name: '后来的' })
      const resident: Resident = { talk, sent: 1, tickets: 1 }
      residents.push(resident)
      const startedAtMs = performance.now()
      await talk.says(text)
      await talk.hears(/./, 60_000)
      return Math.round(performance.now() - startedAtMs)
    },
    finish: async withinMs => {
      isFinishing = true
      const late = pause(withinMs).then(() => {
        const waiting = residents.filter(({ talk, sent }) => countAnswers(talk.heardTexts()) < sent)
        const who = waiting.map(({ talk }) => talk.user.first_name).join('、')
        throw new Error(`without an answer after ${withinMs} ms: ${who}\n${telegram.transcript.print()}`)
      })
      await Promise.race([Promise.all(running), late])
    },
  }
}

async function sayNext(resident: Resident, turn: number, index: number): Promise<void> {
  const line = course[turn % course.length]
  if (!line || (line.opens && resident.tickets >= mostTickets)) return
  const place = `${(index % 9) + 1}栋1单元${2 + Math.floor(turn / course.length)}0${(index % 4) + 1}`
  if (line.opens) resident.tickets += 1
  resident.sent += 1
  await resident.talk.says(line.text.replace('{place}', place))
  while (countAnswers(resident.talk.heardTexts()) < resident.sent) await pause(20)
}

/** Answers, where the same words twice running are one answer that was repeated. */
function countAnswers(texts: string[]): number {
  return texts.filter((text, at) => text !== texts[at - 1]).length
}

function pause(delayMs: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, delayMs).unref())
}

export interface Books {
  messages: number
  tickets: number
  answers: number
  /** Sends that the books call repeated because their outcome was unknown. */
  repeatsCounted: number
  /** Messages that really arrived more than once. */
  arrivedAgain: number
}

/** Compares what the residents said and heard with what the database holds; gives the counts. */
export async function checkBooks(database: OpenedDatabase, residents: Resident[]): Promise<Books> {
  const { client } = database
  const sent = residents.reduce((sum, resident) => sum + resident.sent, 0)
  const inbound = await client.inbound.groupBy({ by: ['state'], _count: true })
  expect(inbound.map(({ state, _count }) => ({ state, count: _count }))).toEqual([
    { state: 'done', count: sent },
  ])
  expect(await client.turn.count()).toBe(sent)
  const tickets = await client.ticket.groupBy({ by: ['sender'], _count: true })
  const ticketsOf = Object.fromEntries(tickets.map(({ sender, _count }) => [sender, _count]))
  const expected = residents.filter(resident => resident.tickets > 0)
  expect(ticketsOf).toEqual(Object.fromEntries(expected.map(({ talk, tickets: n }) => [talk.user.id, n])))
  const outbound = await client.outbound.findMany({ include: { conversation: true }, orderBy: { id: 'asc' } })
  expect(outbound.filter(({ state }) => state !== 'sent')).toEqual([])
  expect(outbound).toHaveLength(sent)
  let arrivedAgain = 0
  for (const { talk } of residents) {
    const kept = outbound.filter(({ conversation }) => conversation.sender === String(talk.user.id))
    arrivedAgain += compareWithHeard(talk, kept)
  }
  return {
    messages: sent,
    tickets: tickets.reduce((sum, { _count }) => sum + _count, 0),
    answers: outbound.length,
    repeatsCounted: outbound.reduce((sum, { repeats }) => sum + repeats, 0),
    arrivedAgain,
  }
}

/** Every kept answer arrived, in order; again only where the books say that its outcome was unknown. */
function compareWithHeard(talk: Talk, kept: { text: string; repeats: number }[]): number {
  const heard = talk.heardTexts().map(text => text)
  let at = 0
  let again = 0
  for (const { text, repeats } of kept) {
    const plain = text.replaceAll('**', '')
    let times = 0
    while (heard[at] === plain && times <= repeats) {
      times += 1
      at += 1
    }
    expect(times, `${talk.user.first_name} heard: ${plain}`).toBeGreaterThanOrEqual(1)
    again += times - 1
  }
  expect(heard.slice(at), `${talk.user.first_name} heard what the books do not hold`).toEqual([])
  return again
}
