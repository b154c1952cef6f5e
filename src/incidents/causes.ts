import { normaliseText } from '../shared/normalise-text.ts'

/** What many can report as one: its id is kept, its names are in the texts. */
export const causeIds = [
  'water-off',
  'water-quality',
  'power-off',
  'gas-off',
  'heating-off',
  'network-off',
  'lift',
  'entrance',
  'lighting',
  'sewage',
  'burst-pipe',
  'rubbish',
  'noise',
  'pets',
] as const
export type CauseId = (typeof causeIds)[number]

export type Reach = 'community' | 'building' | 'feed'

interface Cause {
  id: CauseId
  /**
   * Whether it concerns a whole community, whatever the buildings, or one building. `feed`: each building has its own, so it is of one
   * building until others report it too.
   */
  reach: Reach
  says: RegExp
  /** What looks alike and is somebody's own trouble. */
  unless?: RegExp
}

const fails =
  '(?:坏|停|不动|不走|不运行|不能用|用不了|故障|没反应|不来|卡|困|死机|罢工|打不开|开不了|关不上|刷不|失灵|失效|broken|stuck|not working|out of order|won.?t open)'

/** In order: the first that fits counts. */
const causes: readonly Cause[] = [
  {
    id: 'lift',
    reach: 'building',
    says: new RegExp(`(?:电梯|\\b(?:lift|elevator)\\b).{0,20}${fails}|${fails}.{0,6}(?:电梯|lift|elevator)`),
    unless: /停电|停车/,
  },
  {
    id: 'power-off',
    reach: 'feed',
    says: /停电|断电|没有?电(?!话|视|影|动|池|瓶|梯|费)|没来电|电停了|黑灯瞎火|power (?:is |has gone )?(?:out|off|cut)|no (?:power|electricity)|blackout|power (?:cut|failure|outage)/,
    unless: /门锁|电瓶|电动车|充电|电池|遥控|插座|空调|冰箱|热水器|一个房间|手机/,
  },
  {
    id: 'water-off',
    reach: 'community',
    says: /停水|断水|没有?水(?!印|准|平|表|费|龙头)|不[出来]水|水停了|没有?自来水|no (?:running |tap )?water|water (?:is |has been |supply )?(?:off|out|cut)/,
    unless: /热水器|马桶|花洒|水箱|洗衣机|饮水机|喷泉|泳池|只有(?:厨房|卫生间|阳台)/,
  },
  {
    id: 'water-quality',
    reach: 'community',
    says: /(?:自来水|水管里?的?水|水龙头|水质|家里的?水).{0,8}(?:发?黄|浑|发?黑|锈|异味|怪味|变色|脏)|水压(?:太|很|好)?[低小]|(?:brown|yellow|dirty|cloudy) (?:tap )?water/,
  },
  {
    id: 'gas-off',
    reach: 'community',
    says: /停气|断气|没有?(?:燃气|煤气|天然气)|燃气停|no gas|gas (?:is )?(?:off|cut)/,
  },
  {
    id: 'heating-off',
    reach: 'community',
    says: /暖气.{0,6}(?:不热|凉|冰|停|没)|停暖|没有?暖气|供暖.{0,4}(?:停|没)|no heating|heating (?:is )?(?:off|out)/,
  },
  {
    id: 'network-off',
    reach: 'feed',
    says: /断网|没有?网(?:络|了)?|网络.{0,6}(?:断|中断|瘫|不通)|宽带.{0,6}(?:断|不通)|no internet|internet (?:is )?(?:down|out)/,
  },
  {
    id: 'entrance',
    reach: 'building',
    says: new RegExp(`(?:门禁|单元门|大门|道闸|闸机|对讲).{0,12}${fails}`),
  },
  {
    id: 'lighting',
    reach: 'building',
    says: /(?:楼道|走廊|路灯|车库|地库|大堂|电梯厅|楼梯间).{0,8}(?:灯.{0,6}(?:不亮|坏|灭|闪)|漆黑|太黑|一片黑)|路灯.{0,6}(?:不亮|坏|灭)/,
  },
  {
    id: 'sewage',
    reach: 'building',
    says: /(?:下水道|污水|化粪池|粪水|排污|地漏).{0,10}(?:堵|溢|冒|返|倒灌|臭)|(?:楼道|小区|楼下|院子).{0,8}(?:恶臭|臭味|臭气)/,
  },
  {
    id: 'burst-pipe',
    reach: 'building',
    says: /(?:水管|管道|消防栓|消火栓|喷淋|主管).{0,8}(?:爆|裂|喷水)|(?:车库|地库|大堂|楼道|电梯厅).{0,8}(?:进水|积水|漏水|淹)/,
  },
  {
    id: 'rubbish',
    reach: 'building',
    says: /垃圾.{0,12}(?:没人?(?:收|清|管)|没清|堆|满|溢|臭)/,
  },
  { id: 'pets', reach: 'building', says: /(?:狗|犬).{0,6}(?:叫|吠|屎|粪|尿|不牵|没牵|咬)|猫叫|遛狗|barking/ },
  {
    id: 'noise',
    reach: 'building',
    says: /噪[音声]|太吵|很吵|吵(?:死|得|到|闹|个)|扰民|(?:施工|装修|电钻|钻墙|音响|唱歌|广场舞|打麻将).{0,12}(?:吵|声|响|睡|休息)|\bnois[ey]/,
  },
]

/** Troubles between neighbours: neutral words, and never who complained. */
export function isDispute(cause: string): boolean {
  return cause === 'noise' || cause === 'pets'
}

/** Gives what a report is about if others may report the same; undefined for what concerns one household only. */
export function readCause(description: string): Pick<Cause, 'id' | 'reach'> | undefined {
  const said = normaliseText(description)
  return causes.find(({ says, unless }) => says.test(said) && !unless?.test(said))
}
