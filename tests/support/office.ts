import { afterAll, afterEach, beforeAll } from 'vitest'
import { createDeskTalks } from '../../src/create-desk-talks.ts'
import type { DeskTalks } from '../../src/desk/desk-parts.ts'
import type { OutgoingMessage } from '../../src/messaging/message.ts'
import { type Company, openCompany } from './talk.ts'
import { until } from './until.ts'

/** The company with three people at work (two agents and their lead), whose thinking and sending a test may hold up. */
export interface Office {
  company(): Company
  talks(): DeskTalks
  /** How long understanding takes. */
  think(): Promise<void>
  /** How long the platform takes. */
  hold(): Promise<void>
  /** Every message, in the order in which it left. */
  readonly sent: OutgoingMessage[]
  /** Does what is due until nothing of the conversation waits. */
  settle(conversationId: string): Promise<void>
  rowsOf(conversationId: string): ReturnType<typeof readRows>
}

/** Call it at the top of a test file. */
export function useOffice(): Office {
  let company: Company | undefined
  const getCompany = () => {
    if (!company) throw new Error('Ask for the company within a test.')
    return company
  }
  const nothing = async () => {}
  const office: Office = {
    company: getCompany,
    talks: () => createDeskTalks(getCompany().app),
    think: nothing,
    hold: nothing,
    sent: [],
    settle: id => settle(getCompany(), id),
    rowsOf: id => readRows(getCompany(), id),
  }
  beforeAll(async () => {
    company = await openOffice(office)
  }, 120_000)
  afterEach(() => {
    office.think = nothing
    office.hold = nothing
  })
  afterAll(async () => await company?.close())
  return office
}

async function openOffice(office: Office): Promise<Company> {
  const company = await openCompany({
    wrapUnderstander: understander => ({
      ...understander,
      understand: async request => {
        await office.think()
        return await understander.understand(request)
      },
    }),
    onSend: async message => {
      office.sent.push(message)
      await office.hold()
    },
  })
  for (const [index, role] of ['agent', 'agent', 'manager'].entries()) {
    const id = `staff-${index + 1}`
    const name = ['小王', '小李', '赵经理'][index] ?? ''
    const row = { id, login: id, name, role, passwordHash: '-', createdAt: new Date(index) }
    await company.database.client.staff.create({ data: row })
  }
  return company
}

async function settle({ app, database, clock }: Company, conversationId: string): Promise<void> {
  await app.settle()
  await until('nothing waits', async () => {
    clock.advance(5_000)
    await app.handlers.turn(conversationId)
    await app.handlers.delivery(conversationId)
    const inbound = await database.client.inbound.count({ where: { conversationId, state: 'pending' } })
    const state = { in: ['pending', 'sending'] }
    const outbound = await database.client.outbound.count({ where: { conversationId, state } })
    return inbound + outbound === 0
  })
}

function readRows({ database }: Company, conversationId: string) {
  return database.client.outbound.findMany({ where: { conversationId }, orderBy: { id: 'asc' } })
}
