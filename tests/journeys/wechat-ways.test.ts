import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import {
  answerWithinMs,
  client,
  conversationOf,
  type Door,
  doors,
  hears,
  linli,
  outboundOf,
  post,
  publicUrl,
  report,
  settled,
  testMs,
  useDoors,
  wecom,
} from './wechat-doors.ts'

useDoors()

describe.each(doors)('a long answer by $channel', door => {
  it(
    'is one message with a link to the whole, which nobody else can guess',
    async () => {
      await door.says('吴先生', '你好')
      await until('he is answered', () => door.heard('吴先生').length > 0, answerWithinMs)
      const { id } = await conversationOf(door, '吴先生')
      const before = door.heard('吴先生').length
      await post(`/api/conversations/${id}/take`, {})
      const text = `您好，物业费明细如下：\n${Array.from({ length: 120 }, (_, index) => `第${index + 1}项 公共能耗 <${index}>元`).join('\n')}`
      await post(`/api/conversations/${id}/reply`, { text })
      const heard = await hears(door, '吴先生', /^您好，物业费明细如下/)
      await settled(id)
      expect(
        door
          .heard('吴先生')
          .slice(before)
          .filter(line => line.includes('公共能耗')),
      ).toHaveLength(1)
      const link = /全文：(\S+)$/u.exec(heard)?.[1] ?? ''
      expect(link.startsWith(`${publicUrl}/whole/`)).toBe(true)
      const ask = (address: string) => fetch(address.replace(publicUrl, linli.url))
      const page = await (await ask(link)).text()
      for (const line of ['第1项', '第60项', '第119项', '第120项 公共能耗 &lt;119>元'])
        expect(page).toContain(line)
      expect((await ask(`${link.slice(0, -3)}abc`)).status).toBe(404)
      expect((await ask(link.replace(/whole\/\d+/u, 'whole/1'))).status).toBe(404)
      expect(door.refusals()).toEqual([])
    },
    testMs,
  )
})

describe('service states of WeCom', () => {
  it(
    'keep the bot silent while a colleague serves in WeCom, and give it back',
    async () => {
      await wecom.says('wm-陈女士', '你好')
      await until('she is answered', () => wecom.heardTexts('wm-陈女士').length > 0, answerWithinMs)
      await wecom.changesServing('wm-陈女士', 1)
      const chat = `${wecom.openKfId}:wm-陈女士`
      const modeIs = (mode: string) => async () =>
        (await client().conversation.findFirst({ where: { chat } }))?.mode === mode
      await until('a person serves', modeIs('human'), answerWithinMs)
      const heard = wecom.heardTexts('wm-陈女士').length
      await wecom.says('wm-陈女士', '投诉多久处理？')
      await until(
        'her words are kept for staff',
        async () => (await client().inbound.count({ where: { chat, state: 'for-staff' } })) === 1,
        answerWithinMs,
      )
      expect(wecom.heardTexts('wm-陈女士')).toHaveLength(heard)
      await wecom.changesServing('wm-陈女士', 3)
      await until('the bot serves again', modeIs('bot'), answerWithinMs)
      await wecom.says('wm-陈女士', '投诉多久处理？')
      await until('she is answered', () => wecom.heardTexts('wm-陈女士').length > heard, answerWithinMs)
      expect(wecom.refusals).toEqual([])
    },
    testMs,
  )
})

describe('one resident with two accounts', () => {
  it(
    'is one person after a code was shown on one and typed on the other, and two again after unlinking',
    async () => {
      const [kf, oa] = doors as [Door, Door]
      const ticket = await report(kf, '赵女士')
      await oa.says('赵女士', '我的工单')
      await hears(oa, '赵女士', /没有|还没/)
      await kf.says('赵女士', '关联账号')
      const shown = await hears(kf, '赵女士', /关联码是 \d{6}/)
      const code = /\d{6}/.exec(shown)?.[0] ?? ''
      await oa.says('赵女士', '关联 000000')
      await hears(oa, '赵女士', /不对或已过期/)
      await oa.says('赵女士', `关联 ${code}`)
      await hears(oa, '赵女士', /已关联您在 wecom-kf 的账号/)
      await oa.says('赵女士', '我的工单')
      await hears(oa, '赵女士', new RegExp(ticket.number))
      const { id } = await conversationOf(kf, '赵女士')
      for (const text of ['一', '二', '三', '四', '五']) {
        await post(`/api/tickets/${ticket.number}/wait`, { reason: 'parts', note: `进度${text}` })
        await post(`/api/tickets/${ticket.number}/start`, {})
      }
      await settled(id)
      const moved = (await outboundOf(id)).filter(({ state }) => state === 'moved')
      expect(moved[0]?.error).toBe('reply window reserved: sent by wechat-oa')
      await until(
        'it came by the other door',
        () => oa.heard('赵女士').some(text => /进度/.test(text)),
        answerWithinMs,
      )
      await oa.says('赵女士', '解除关联')
      await hears(oa, '赵女士', /已解除关联/)
      const before = oa.heard('赵女士').length
      await oa.says('赵女士', '我的工单')
      await until('she is answered', () => oa.heard('赵女士').length > before, answerWithinMs)
      expect(oa.heard('赵女士').at(-1)).not.toContain(ticket.number)
      expect([...kf.refusals(), ...oa.refusals()]).toEqual([])
    },
    testMs,
  )
})
