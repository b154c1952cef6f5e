import type { TicketCategory } from '../shared/vocabulary.ts'

/** What a line of a group is about, in order: the first that fits counts. Many lines name nothing; they belong to what is being spoken of. */
const topics: readonly (readonly [TicketCategory, RegExp])[] = [
  [
    'billing',
    /物业费|管理费|服务费|收费标准|涨价|(?:费|价|钱).{0,4}涨|涨.{0,4}(?:费|价|钱|[毛块元])|[一每]个?月多|一年多|缴费|账单|账本|公示(?!牌)|收支|公共收益|维修(?:基|资)金|押金|退费|发票|多收|乱收|催费|电费|水费|服务费标准|征求意见/u,
  ],
  [
    'elevator',
    /电梯|升降机|[一二两\d]号?梯|货梯|客梯|乘梯|坐梯|等梯|困梯|轿厢|钢丝绳|曳引|梯控|年检|检验合格证|爬楼|走楼梯|爬到一半|[\d一二三四五六七八九十]{1,4}[楼层].{0,6}(?:爬|走(?:上|下)|上不去|下不[来去])|(?:爬|走(?:上|下)[去来]?).{0,4}[\d一二三四五六七八九十]{1,4}[楼层]|lift|elevator/u,
  ],
  [
    'plumbing',
    /停水|断水|没有?水|没水|来水|水压|水泵|泵房|水管|自来水|热水|水箱|黄水|水浑|下水|马桶|二次供水|洗澡|no water|water/u,
  ],
  [
    'parking',
    /停车|临停|月租|车位|车库(?!.{0,4}(?:灯|水))|地库(?!.{0,4}(?:灯|水))|道闸|月卡|充电桩|挪车|抬杆/u,
  ],
  [
    'electrical',
    /停电|断电|没有?电(?!话|视|影|动|梯)|跳闸|路灯|楼道灯|灯.{0,4}(?:坏|不亮|灭|黑)|漆黑|摸黑|配电|power/u,
  ],
  ['access', /门禁|单元门|大门.{0,6}(?:坏|开|刷)|刷脸|刷卡|对讲|门锁/u],
  ['leak', /漏水|渗水|漏雨|返水|墙.{0,4}(?:霉|毛)/u],
  ['security', /保安|门岗|岗亭|监控|被偷|丢了|小偷|消防|高空抛物|巡逻|陌生人|电动车.{0,4}(?:进|上)/u],
  ['cleaning', /垃圾(?=[桶站房没堆清分满成车箱道还又])|保洁|打扫|卫生|臭|清运|拖地|烟头|厕所/u],
  ['greening', /绿化|草坪|树|修剪|花坛/u],
  ['pest', /蚊子|老鼠|蟑螂|消杀|白蚁|虫/u],
  ['noise', /噪音|吵|施工.{0,6}(?:声|夜)|打桩|电钻|音响/u],
  ['renovation', /装修|水泥|砸墙|建筑垃圾/u],
  ['pets', /狗|遛|宠物|猫/u],
  [
    'facility',
    /暖气|供暖|暖|空调|泳池|游泳|喷泉|健身|器材|滑梯|大堂|会所|雨棚|外墙|瓷砖|楼道|积水|地库|车库|活动室|快递柜|路面|坑/u,
  ],
  ['staff', /态度|客服|前台|管家|经理|师傅|骂人|挂.{0,2}电话|不接|没人接|不回/u],
  ['activity', /活动|比赛|晚会|春晚|亲子/u],
]

/** Gives the category of a normalised line; undefined where it names none. */
export function readTopic(said: string): TicketCategory | undefined {
  return topics.find(([, says]) => says.test(said))?.[0]
}
