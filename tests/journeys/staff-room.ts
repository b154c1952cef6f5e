import { expect } from 'vitest'
import type { Group } from '../support/fake-telegram/group.ts'
import type { Talk } from '../support/fake-telegram/talk.ts'
import type { FakeMessage } from '../support/fake-telegram/world.ts'
import { apiToken } from '../support/start-linli.ts'
import { until } from '../support/until.ts'
import { answerWithinMs, type Journey } from './journey.ts'

/** A staff group on the product's own Telegram, with members who are bound by codes from the API. */
export interface Room {
  group: Group
  member(name: string, role: string): Promise<Talk>
  /** Somebody in the group whom nobody has bound. */
  stranger(name: string): Talk
  /** The newest message of the bot in the group, or in a topic of it, that matches. */
  sees(pattern: RegExp): Promise<FakeMessage>
}

export function openRoom(journey: Journey, group: Group): Room {
  const { client } = journey
  const stranger = (name: string) => group.member({ id: journey.newId(), name })
  const sees = (pattern: RegExp) =>
    until(
      `the staff group sees ${pattern}`,
      () => group.messages().findLast(message => message.from?.is_bot && pattern.test(wordsOf(message))),
      answerWithinMs,
    )
  return {
    group,
    stranger,
    sees,
    member: async (name, role) => {
      const talk = stranger(name)
      const id = `staff-${talk.user.id}`
      await client.staff.create({
        data: { id, login: id, name, role, passwordHash: '-', createdAt: new Date() },
      })
      const code = await makeCode(journey, id)
      await talk.says(`/bind ${code}`)
      await sees(new RegExp(`已绑定：${name}`))
      return talk
    },
  }
}

async function makeCode(journey: Journey, staffId: string): Promise<string> {
  const answer = await post(journey, `/api/staff/${staffId}/chat-code`)
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { code: string }).code
}

function post(journey: Journey, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
  return fetch(`${journey.linli.url}${path}`, { method: 'POST', headers })
}

export function wordsOf(message: FakeMessage): string {
  return String(message.text ?? message['caption'] ?? '')
}

/** The talk asks for a person; gives the card that the staff see. */
export async function asksForPerson(room: Room, resident: Talk): Promise<FakeMessage> {
  await resident.says('转人工')
  await resident.hears(/已为您登记转人工/, answerWithinMs)
  return await room.sees(new RegExp(`待人工：.*${resident.user.first_name}`))
}
