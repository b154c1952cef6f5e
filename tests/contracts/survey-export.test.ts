import readSheet from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createId } from '../../src/shared/ids.ts'
import { createTestDesk, type TestDesk } from '../support/desk.ts'

let desk: TestDesk

beforeAll(async () => {
  desk = await createTestDesk()
}, 120_000)
afterAll(async () => await desk.close())

describe('the results of a survey', () => {
  const evil = '=cmd|/C calc!A1'

  it('go out with n, and no words of a resident are a formula in them', async () => {
    const { client } = desk.database
    const questions = [
      { kind: 'single', text: '走哪个门', options: ['南门', '@北门'] },
      { kind: 'text', text: '还有什么建议' },
    ]
    const body = JSON.stringify({ title: '门', questions })
    const { id } = (await (await desk.ask('/api/surveys', { method: 'POST', body })).json()) as { id: string }
    const given = { inviteId: 'i', surveyId: id, at: new Date() }
    for (const [questionId, value] of [
      ['0', { chosen: [0] }],
      ['1', { text: evil }],
    ] as const) {
      await client.surveyAnswer.create({ data: { ...given, id: createId(), questionId, value } as never })
    }
    const path = `/api/surveys/${id}/results/export`
    const csv = await (await desk.ask(`${path}?format=csv&language=en`)).text()
    expect(csv).toContain('Single choice,走哪个门,南门,1,1')
    expect(csv).toContain(`Single choice,走哪个门,"'@北门",1,0`)
    expect(csv).toContain(`Text,还有什么建议,"'${evil}",1`)
    const file = Buffer.from(await (await desk.ask(path)).arrayBuffer())
    const [sheet] = (await readSheet(file)) as unknown as { data: unknown[][] }[]
    expect(sheet?.data).toContainEqual(['文字', '还有什么建议', evil, 1, null, null, null, null, null])
    expect(file.toString('latin1')).not.toContain('<f>')
    expect((await desk.ask('/api/surveys/none/results/export')).status).toBe(404)
    const { headers } = await desk.signIn('agent')
    expect((await desk.app.request(path, { headers })).status).toBe(403)
  })
})
