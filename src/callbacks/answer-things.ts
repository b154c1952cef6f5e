import type { TicketCategory } from '../shared/vocabulary.ts'
import { saysUnsolved } from './read-unsolved.ts'

/** Things and places that a trouble can be about. An answer that names another than was asked about may tell of another trouble. */
const things: readonly (readonly [readonly TicketCategory[], RegExp])[] = [
  [['elevator'], /电梯|货梯|轿厢|\b(lift|elevator)s?\b/],
  [
    ['electrical'],
    /(?<!点)灯(?!火)|插座|开关|跳闸|电闸|电表|停电|没电|断电|电路|空调|充电桩|\b(lights?|lamps?|bulbs?|streetlights?|sockets?|outlets?|power|breaker|air ?con(ditioner)?|ac)\b/,
  ],
  [
    ['access', 'security'],
    /门禁|道闸|闸机|单元门|大门|铁门|防火门|入户门|对讲|门锁|门铃|杆子|岗亭|[东南西北]门|门卡|刷卡|人脸|监控|摄像头|保安|陌生人|\b(gates?|intercom|door ?bell|doors?|locks?|key ?cards?|fobs?|cameras?|guards?)\b/,
  ],
  [
    ['plumbing', 'leak'],
    /马桶|厕所|卫生间|厨房|洗手间|浴室|地漏|花洒|淋浴|热水器|暖气|地暖|水压|水表|下水道|水管|龙头|水槽|洗手池|天花板|屋顶|外墙|\b(toilets?|shower|bathroom|drains?|taps?|faucets?|sinks?|pipes?|radiators?|heating|hot water|ceiling|roof)\b/,
  ],
  [
    ['cleaning', 'pest'],
    /垃圾|楼梯间|楼道|走廊|大堂|死(狗|猫|老鼠)|狗屎|猫屎|蟑螂|老鼠|蚂蚁|白蚁|蚊子|马蜂|化粪池|\b(garbage|trash|rubbish|bins?|hallway|corridor|stairwell|lobby|cockroach(es)?|roach(es)?|rats?|mice|mouse|ants?|wasps?)\b/,
  ],
  [
    ['parking', 'facility'],
    /车库|地库|车位|停车|乱停|消防通道|电动车|电瓶车|充电桩|井盖|快递柜|信箱|喷泉|健身器|滑梯|秋千|路面|地砖|栏杆|护栏|泳池|窗户?|纱窗|阳台|\b(garage|parking|carpark|playground|pool|gym|fence|windows?|balcony|car)\b/,
  ],
  [
    ['noise', 'renovation', 'pets', 'staff'],
    /楼上|楼下|隔壁|邻居|装修|噪音|施工|广场舞|高空抛|烟头|遛狗|狗(叫|吠|没)|\b(neighbou?rs?|upstairs|downstairs|next door|renovation|drilling|noise|barking|dogs?)\b/,
  ],
  [['greening'], /绿化|草坪|树(?!立)|花坛|杂草|\b(trees?|lawn|bush(es)?|weeds)\b/],
]

/** Whether something is wrong somewhere. */
const trouble =
  /坏|跳闸|停电|没电|不亮|漏|渗|堵|停(了|电|水)|没(电|水|气|反应|信号|声音|人(管|收|扫|清|理))|卡(住|死)|不(动|通|灵|转|响|制冷|制热|好使|工作|走)|(关|锁|打|开|抬|冲|刷|扫|按|拧)不(上|严|紧|开|着|火|起来|起|下|下去|动|了)|没(有)?声音|响得|异响|吵|臭|返味|味(道)?(大|重)|脏|积水|积(了)?(很多|好多)?水|裂|掉(了|下)|翘|绊|占(了|用|着)|断(了|网)|满(了|得)|溢|松(了|动)|乱(停|扔|丢|堆)|扔|堵(住|着|了)|死(狗|猫|老鼠)|充电|进水|冒(烟|水|火)|蟑螂|老鼠|马蜂|半夜|管(管|不管)|来(看|修|人|处理)|看(看|一下|下)|帮忙看|派人|\b(broken|broke|dead|out|stuck|clogged|blocked|leak\w*|smell\w*|stink\w*|noisy|loud|drilling|flood\w*|jammed|crack\w*|won'?t|doesn'?t|does not|isn'?t|can'?t|not working|stopped( working)?|problem|dark|missing|dirty|overflow\w*|barking|cockroach\w*|rats?)\b/

/** Work that was done on the thing that is named: it is the matter itself, or the way it was handled. */
const workDone =
  /(修|换|弄|装|通|整|搞)(了|个|一?[个次趟]|完|好|得|过|是|条)|(修|换)(?=.{1,4}(能|要|都|花|用|跑|等))|\b(fixed|repaired|replaced|changed|(to|for) (fix|change|repair|replace)|for (a|an|one|1))\b/

/** What was asked about. */
export interface AskedMatter {
  category: string
  /** The words in which it was reported, where they are known. */
  about?: string | undefined
}

interface Named {
  word: string
  /** Whether it is of the category that was asked about. */
  isOwn: boolean
}

function nameThings(said: string, { category }: AskedMatter): Named[] {
  return things.flatMap(([categories, pattern]) => {
    const word = pattern.exec(said)?.[0]
    return word === undefined ? [] : [{ word, isOwn: categories.includes(category as TicketCategory) }]
  })
}

/** The categories of the things that words name, each thing with those that it may be of. */
export const categoriesNamed = (said: string): TicketCategory[] =>
  things.flatMap(([categories, pattern]) => (pattern.test(said) ? categories : []))

/** Whether one trouble may be told of as either: a leak and a pipe, or what nobody could name. */
export function isAkin(one: TicketCategory, other: string): boolean {
  if (one === other || one === 'other') return true
  return things.some(([of]) => of.includes(one) && of.includes(other as TicketCategory))
}

/** Whether words about a thing tell that something is wrong with it, and not how the work on it went. */
const isReport = (said: string, hints: ReportHints): boolean =>
  (trouble.test(said) || hints.isReport === true) && !workDone.test(said)

interface ReportHints {
  /** Whether the words, read by themselves, are a report. */
  isReport?: boolean
}

/** 「卧室插座没电了」「马桶也堵了」「厕所灯坏了」: another trouble than the one that was asked about. */
export function tellsOfAnother(said: string, matter: AskedMatter & ReportHints): boolean {
  const named = nameThings(said, matter)
  if (named.length === 0 || !isReport(said, matter)) return false
  const { about } = matter
  if (named.some(({ isOwn, word }) => !isOwn && !about?.includes(word))) return true
  if (adds.test(said)) return true
  // Of the same kind, but not what was reported, and not said to be so still.
  return about !== undefined && !named.some(({ word }) => about.includes(word)) && !saysUnsolved(said)
}

/** A thing of the same kind that is reported as if for the first time. */
export const reportsAnew = (said: string, matter: AskedMatter & ReportHints): boolean =>
  nameThings(said, matter).length > 0 && isReport(said, matter)

const adds = /也|还有|另外|又有|顺便|现在|\b(too|also|as well|another|now)\b/
