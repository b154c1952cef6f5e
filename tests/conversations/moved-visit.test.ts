import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Company, openCompany } from '../support/talk.ts'

let company: Company
beforeAll(async () => {
  company = await openCompany()
}, 60_000)
afterAll(async () => await company?.close())

it.each([
  ['3栋2单元501厨房水管漏水，明天上午来', '明天别来了，周六可以', '周六'],
  ['3栋2单元501厨房水管漏水，明天上午来', '明天别上门了，改后天下午吧', '后天下午'],
  ['3栋2单元501厨房水管漏水，周三来', '不要周三来，周五吧', '周五'],
  [
    'Kitchen tap leaking, building 3 unit 2 flat 501, tomorrow morning',
    "don't come tomorrow, saturday is fine",
    'saturday',
  ],
])('%s; then %s', async (report, moved, appointment) => {
  const talk = company.resident()
  await talk.says(report)
  const [opened] = await talk.tickets()
  expect(opened?.appointment).toBeTruthy()
  await talk.says(moved)
  expect(await talk.tickets()).toMatchObject([{ appointment, status: 'classified' }])
})

it.each(['别来了，明天我自己修', '明天不用来了', '不用来了，已经好了'])(
  '%s calls the visit off altogether',
  async words => {
    const talk = company.resident()
    await talk.says('3栋2单元501厨房水管漏水，明天上午来')
    await talk.says(words)
    expect(await talk.tickets()).toMatchObject([{ status: 'cancelled' }])
  },
)
