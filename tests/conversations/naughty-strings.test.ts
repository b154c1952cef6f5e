import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openCompany } from '../support/talk.ts'

const strings = JSON.parse(
  readFileSync(new URL('../fixtures/blns/blns.json', import.meta.url), 'utf8'),
) as string[]

/** What our own replies never hold: rests of a program, insults, markup or commands that were only handed in. */
const uncivil =
  /undefined|\[object|\bNaN\b|Error\b|stack|傻|滚|笨|闭嘴|<\/?[a-z!]|javascript:|onerror|\$\(|\{\{|&#|\]\]>|\bDROP TABLE\b|\/etc\/passwd/i

it('gives each naughty string one civil reply, and none of them becomes an emergency', async () => {
  const company = await openCompany()
  const silent: string[] = []
  const uncivilReplies: string[] = []
  const unlabelled: string[] = []
  try {
    for (const text of strings) {
      const talk = company.resident()
      await talk.says(text)
      const reply = talk.transcript().split('\n物业：').slice(1).join('\n')
      if (reply.trim() === '' || talk.replies !== 1) silent.push(text)
      if (uncivil.test(reply)) uncivilReplies.push(`${text} → ${reply}`)
      if (!/AI/.test(reply)) unlabelled.push(`${text} → ${reply}`)
    }
    const urgent = await company.database.client.ticket.count({ where: { priority: 'emergency' } })
    const failed = await company.database.client.inbound.count({ where: { state: 'failed' } })
    expect({ silent, uncivilReplies, unlabelled, urgent, failed }).toEqual({
      silent: [],
      uncivilReplies: [],
      unlabelled: [],
      urgent: 0,
      failed: 0,
    })
    expect(strings.length).toBeGreaterThanOrEqual(515)
  } finally {
    await company.close()
  }
}, 300_000)
