import { expect, it } from 'vitest'
import { checkGrounding } from '../../../../src/dialog/reply/check-grounding.ts'

type Row = [answer: string, passage: string]

const grounded: Row[] = [
  ['我们二十四小时内回复。', '客服须在24小时内回复。'],
  ['24小时内回复', '二十四小时内给予答复'],
  ['Within 24 hours.', '接到投诉后24小时内回复'],
  ['Within twenty-four hours.', 'We reply within 24 hours.'],
  ['三天内处理完', '3天内办结'],
  ['3个工作日内', '三个工作日内完成'],
  ['In three working days.', '3 business days at most.'],
  ['每平方米2.8元', '物业费：２．８元/平方米·月'],
  ['每平米两块八', '2.8元每平方米'],
  ['每月1200元', '每月1,200元'],
  ['罚款一千二百元', '罚款1200元'],
  ['开放时间8:00-20:00', '开放时间：早上8点至晚上8点'],
  ['晚上10点半关门', '关门时间22:30'],
  ['It closes at 10:30 pm.', '22:30 关门'],
  ['Open from 8 am to 8 pm.', '8:00～20:00 开放'],
  ['下午2点半开始', '14:30开始'],
  ['3月5日截止', '报名截至三月五日'],
  ['2026年3月5日截止', '报名截至 2026-03-05'],
  ['The deadline is March 5.', '3月5日截止'],
  ['The deadline is the 5th of March.', '3月5日截止'],
  ['需要3-5天', '三至五天'],
  ['It takes 3 to 5 days.', '需要3~5天'],
  ['请拨打400-800-1234', '热线：400 800 1234'],
  ['电话 010-62345678', '电话：01062345678'],
  ['违约金是百分之五', '违约金 5%'],
  ['A fee of five percent applies.', '收取5%'],
  ['请联系王经理', '项目负责人：王经理'],
  ['见《装修管理规定》第6条', '《装修管理规定》\n第六条 装修时间'],
  ['See Article 6.', '第6条'],
  ['您可以一次性缴清，一般当天到账', '支持缴费'],
  ['我们会第一时间处理，十分抱歉', '及时处理'],
  ['One of our staff will visit.', 'Staff visit.'],
  ['半小时内到场', '半小时内到达现场'],
  ['每户限2辆', '一户最多两辆车'],
  ['每次最多2小时', '每次不超过两个小时'],
  ['这项服务免费', '本项服务不收费'],
  ['噪音不超过55分贝', '昼间 55dB'],
  ['请写信到 help@linli.example', '邮箱 help@linli.example'],
  ['每周六上午9点', '每周六 09:00'],
  ['谢谢您的提问', ''],
  ['周一到周五 9 点开门', '周一至周五 9:00-22:30'],
  ['周三也开放', '周一至周五开放'],
  ['Open Monday to Friday.', '工作日开放'],
  ['周末也开放', '每天开放'],
  ['每周一次', '每周1次'],
  ['12月1日到12月31日办理', '办理时间：12月1日-31日'],
  ['约一个半小时', '约1.5小时'],
  ['The Property Service Centre handles it; ask on WeChat.', '物业服务中心处理，可微信联系'],
]

const ungrounded: Row[] = [
  ['48小时内回复', '24小时内回复'],
  ['周六开放', '周一至周五开放'],
  ['Open on Sundays.', '周一至周六开放'],
  ['每天开放', '工作日开放'],
  ['12月1日到12月30日办理', '办理时间：12月1日-31日'],
  ['约两个半小时', '约1.5小时'],
  ['24天内回复', '24小时内回复'],
  ['四天内处理', '三天内处理'],
  ['每平方米3.8元', '每平方米2.8元'],
  ['2.8万元', '2.8元'],
  ['晚上11点关门', '22:30关门'],
  ['It closes at 11 pm.', '10:30 pm'],
  ['3月6日截止', '3月5日截止'],
  ['2025年3月5日', '2026年3月5日'],
  ['The deadline is April 5.', '3月5日'],
  ['需要3-7天', '3-5天'],
  ['请拨打400-800-9999', '热线：400-800-1234'],
  ['电话13800138000', '电话见公告'],
  ['违约金6%', '违约金5%'],
  ['打八折', '原价'],
  ['请联系李经理', '项目负责人：王经理'],
  ['Please ask Mr. Li about it.', 'Ask Mr. Wang.'],
  ['见《消防管理规定》', '《装修管理规定》'],
  ['第8条有规定', '第6条'],
  ['这项服务免费', '本项服务每次50元'],
  ['我们会赔偿您', '我们会登记'],
  ['费用可以全额退还', '费用概不减免'],
  ['保证今天修好', '今天上门'],
  ['The service is free of charge.', 'The service costs 50 yuan.'],
  ['见 https://evil.example/pay', '见公告栏'],
  ['每户限三辆', '一户最多两辆车'],
  ['Within forty-eight hours.', 'within 24 hours'],
  ['You will hear from Golden Harbour Estate.', 'You will hear from us.'],
]

it.each(grounded)('grounded: %s ← %s', (answer, passage) => {
  expect(checkGrounding(answer, { passages: [passage], talk: [] })).toEqual({ grounded: true })
})

it.each(ungrounded)('not grounded: %s ← %s', (answer, passage) => {
  expect(checkGrounding(answer, { passages: [passage], talk: [] }).grounded).toBe(false)
})

it('takes figures of the talk, but no promise from it', () => {
  const talk = ['我家停水5小时了，能赔偿200元吗']
  expect(checkGrounding('您家停水5小时，我们记下了', { passages: [''], talk }).grounded).toBe(true)
  expect(checkGrounding('可以赔偿200元', { passages: [''], talk })).toEqual({
    grounded: false,
    missing: ['赔偿'],
  })
})

it.each([...grounded, ...ungrounded].map(([, passage]) => passage))(
  'a quotation grounds itself: %s',
  passage => {
    expect(checkGrounding(passage, { passages: [passage], talk: [] })).toEqual({ grounded: true })
  },
)
