import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openCompany } from '../support/talk.ts'

const strings = JSON.parse(
  readFileSync(new URL('../fixtures/blns/blns.json', import.meta.url), 'utf8'),
) as string[]

it('gives each naughty string a civil reply, and none of them becomes an emergency', async () => {
  const company = await openCompany()
  const silent: string[] = []
  const rude: string[] = []
  try {
    for (const text of strings) {
      const talk = company.resident()
      await talk.says(text)
      if (talk.replies === 0 && text.trim() !== '') silent.push(text)
      try {
        talk.hearsNot(/undefined|\[object|NaN|Error|stack|傻|滚/)
      } catch {
        rude.push(text)
      }
    }
    const urgent = await company.database.client.ticket.count({ where: { priority: 'emergency' } })
    expect({ silent, rude, urgent }).toEqual({ silent: [], rude: [], urgent: 0 })
    expect(strings.length).toBeGreaterThanOrEqual(515)
  } finally {
    await company.close()
  }
}, 120_000)
