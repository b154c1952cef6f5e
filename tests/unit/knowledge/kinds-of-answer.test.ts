import { describe, expect, it } from 'vitest'
import { analyseQuestion, matchesExpectation } from '../../../src/knowledge/analyse-question.ts'
import { missesDeed, missesRole } from '../../../src/knowledge/asked-deed.ts'
import { liesOutside } from '../../../src/knowledge/outside-standards.ts'

const fits = (question: string, text: string) => matchesExpectation(analyseQuestion(question), text)

describe('what a question asks for', () => {
  it.each([
    ['车棚一次最多能停多少辆', '电动自行车只能在6号楼旁的车棚充电，1元充4小时', '车棚可停80辆'],
    ['图书角一共有几本书', '图书角每次借2本，借期21天', '图书角藏书2000本'],
    ['自助柜有几个格口', '自助取件柜：前24小时免费，之后每12小时0.5元', '取件柜共48个格口'],
    ['东棚装了几个摄像头', '东棚：位置 2号楼北侧；车位 160；开放 全天', '东棚有4个摄像头'],
    ['自助柜一共有几个格口', '每户一格，交房时发2把钥匙', '自助柜有48个格口'],
    ['水井的钥匙一共有几把', '交房时发2把钥匙', '水井钥匙共3把'],
    ['西棚有几个充电口', '西棚全天开放', '西棚：车位 90；充电口 24；开放 全天'],
    ['池水几度', '身高不足1.5米的孩子须有成人陪护', '水温保持在26℃以上'],
    ['顶楼露台能坐下几个人', '顶楼露台开放时间6:00–21:30', '顶楼露台限30人'],
    ['外墙保温层多厚', '外墙须用浅色涂料', '保温层厚5厘米'],
    ['项目经理叫什么名字', '项目经理每周一接待业主', '项目经理梁晓芸每周一接待业主'],
    ['护板是什么材料做的', '护板在岗亭免费借，损坏赔150元', '护板为木质'],
    ['乐园有多大面积', '狗绳长度不超过1.5米', '乐园占地260平方米'],
    ['收垃圾的车是哪个公司派的', '搬家公司须登记车牌', '由绿洁环卫公司清运'],
    ['以前的物业为啥走了', '水表以前的管道归物业修', '因合同到期撤场'],
    ['烟感电池能用几年', '保管7天', '电池寿命3年'],
    ['投影仪多少流明', '投影仪免费借用，每次4小时', '投影仪3000流明'],
    ['A栋货梯是哪一年装的', '载重1350公斤', '2019年安装'],
    ['快递柜每组多少个格子', '柜子共三组', '每组24个格子'],
    ['中介一趟最多带几个', '每次最长30分钟', '每次不超过三人'],
    ['晚上多久巡逻一次', '晚上有保安巡逻', '22:00以后每2小时巡逻1次'],
  ])('%s is not answered by 「%s」 but by 「%s」', (question, near, right) => {
    expect(fits(question, near)).toBe(false)
    expect(fits(question, right)).toBe(true)
  })

  it.each([
    ['车位买一个多少钱', '地面固定车位：收费 180元/月', '车位售价12万元'],
    ['换一个马桶盖人工多少钱', '通马桶：人工费 80元/次', '更换马桶盖：人工费 40元'],
  ])('the price in %s is that of the deed', (question, near, right) => {
    expect(missesDeed(question, near)).toBe(true)
    expect(missesDeed(question, right)).toBe(false)
  })

  it('leaves alone a deed that only says whose a thing is', () => {
    expect(missesDeed('我自己买的车位每月交多少', '产权车位管理费：65元/月')).toBe(false)
  })

  it("gives nobody's number for another's", () => {
    expect(missesRole('体育馆的老板电话', '体育馆前台电话61278830')).toBe(true)
    expect(missesRole('体育馆前台的电话', '体育馆前台电话61278830')).toBe(false)
  })

  it.each([
    ['物业费明年打算涨到多少', '物业费2.85元/平方米/月', '物业费自2027年起调整为3元'],
    ['能不能推荐个搬家公司', '搬家公司须登记车牌', '推荐以下搬家公司'],
    ['保安工资多少', '保安24小时值守', '保安月工资5000元'],
  ])('%s asks for what standards do not settle', (question, near, right) => {
    expect(liesOutside(question, near)).toBe(true)
    expect(liesOutside(question, right)).toBe(false)
  })

  it('does not refuse the way to look something up', () => {
    expect(liesOutside('在哪能查维修金还剩多少', '业主可到财务室查询分户账')).toBe(false)
  })
})
