import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StaffNoticeView } from '../../../src/desk/contract.ts'
import { postStaffNotice } from '../../../src/notices/staff-notice.ts'
import { createTestDesk, type TestDesk } from '../../support/desk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await createTestDesk()
})
afterAll(() => desk.close())

const post = (notice: Partial<Parameters<typeof postStaffNotice>[1]>) =>
  desk.parts.work.run(work =>
    postStaffNotice(work, { kind: 'test', level: 'info', text: '看一下', ...notice }),
  )

async function send(path: string, init: RequestInit = {}) {
  const response = await desk.ask(path, init)
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  return { status: response.status, body: (await response.json()) as any }
}
const acknowledge = (id: string, headers = {}) =>
  send(`/api/staff-notices/${id}/ack`, { method: 'POST', body: '{}', ...headers })
const list = async (query = '', init: RequestInit = {}): Promise<StaffNoticeView[]> =>
  (await send(`/api/staff-notices${query}`, init)).body.items

describe('notices to staff', () => {
  test('are listed newest first, page by page, and by what is still open', async () => {
    const { id: first } = await post({ needsAck: true, kind: 'a' })
    const { id: second } = await post({ kind: 'b' })
    const { id: third } = await post({ needsAck: true, kind: 'c' })
    expect((await list()).map(({ id }) => id).toSorted()).toEqual([first, second, third].toSorted())
    expect((await list('?open=true')).map(({ kind }) => kind).toSorted()).toEqual(['a', 'c'])
    expect((await list('?kind=b')).map(({ id }) => id)).toEqual([second])
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await send(`/api/staff-notices?limit=1${cursor}`)
      seen.push(...body.items.map((item: StaffNoticeView) => item.id))
      cursor = body.next ? `&cursor=${body.next}` : ''
    } while (cursor)
    expect(seen.toSorted()).toEqual([first, second, third].toSorted())
    expect((await send('/api/staff-notices?cursor=made-up')).status).toBe(400)
    expect((await send('/api/staff-notices?open=maybe')).status).toBe(400)
  })

  test('are acknowledged once, and say by whom', async () => {
    const { id } = await post({ needsAck: true, kind: 'd' })
    expect(await acknowledge(id)).toEqual({ status: 200, body: { isFirst: true } })
    expect(await acknowledge(id)).toEqual({ status: 200, body: { isFirst: false } })
    expect(await list('?kind=d')).toMatchObject([{ acknowledgedBy: 'api' }])
    expect((await acknowledge('none')).status).toBe(404)
  })

  test('to one technician are no business of another', async () => {
    const { headers, login } = await desk.signIn('technician')
    const { id: me } = await desk.database.client.staff.findUniqueOrThrow({ where: { login } })
    const { id: mine } = await post({ kind: 'e', needsAck: true, toStaffId: me })
    const { id: others } = await post({ kind: 'e', needsAck: true, toStaffId: 'somebody' })
    const { id: all } = await post({ kind: 'e', needsAck: true })
    const read = await desk.app.request('/api/staff-notices?kind=e', { headers })
    const { items } = (await read.json()) as { items: StaffNoticeView[] }
    expect(items.map(({ id }) => id).toSorted()).toEqual([mine, all].toSorted())
    const press = async (id: string) =>
      (await desk.app.request(`/api/staff-notices/${id}/ack`, { method: 'POST', headers, body: '{}' })).status
    expect([await press(mine), await press(others), await press(all)]).toEqual([200, 404, 200])
  })
})
