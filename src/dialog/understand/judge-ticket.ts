import { type Chances, likeliest } from '../../shared/sentence-sense.ts'
import type { DangerKind, Priority, TicketCategory, TicketKind } from '../../shared/vocabulary.ts'
import { says } from './cues.ts'

const dangerCategories: Record<DangerKind, TicketCategory> = {
  'trapped-in-lift': 'elevator',
  fire: 'security',
  gas: 'plumbing',
  'electric-shock': 'electrical',
  flooding: 'plumbing',
  injury: 'security',
  intruder: 'security',
  'falling-object': 'security',
  'missing-person': 'security',
  'self-harm': 'security',
}

/** Gives the category under which an emergency is filed. */
export function dangerCategory(danger: DangerKind, said: string): TicketCategory {
  if (danger === 'fire' && /配电|电箱|插座|电表|电线|强电|弱电|电井|插排|变压器/.test(said))
    return 'electrical'
  if (danger === 'gas') return /厨房|表|管/.test(said) ? 'facility' : 'security'
  if (danger === 'injury' && /电梯|扶梯/.test(said)) return 'elevator'
  if (danger === 'flooding' && /楼上|天花/.test(said)) return 'leak'
  return dangerCategories[danger]
}

/** What hangs loose is to be mended; what people throw or do is complained of. */
const hangsLoose =
  /外墙|墙(?:砖|皮|面)|瓷砖|幕墙|窗(?:户|扇|框)|树|广告牌|招牌|灯箱|雨棚|外机|吊顶|天花|脚手架|护栏|\b(?:wall|tile|window|tree|sign|scaffold)/

/** Gives the kind under which an emergency is filed. */
export const dangerKindOf = (danger: DangerKind, said: string): TicketKind =>
  danger === 'intruder' || (danger === 'falling-object' && !hangsLoose.test(said)) ? 'complaint' : 'repair'

const repairCategories: ReadonlySet<TicketCategory> = new Set([
  'plumbing',
  'electrical',
  'elevator',
  'access',
  'leak',
  'facility',
])
const cosmetic =
  /掉漆|褪色|不好看|难看|缺(了)?(个|一)?角|硌|字(迹)?(掉|模糊|看不清)|贴纸|标语|色差|墙皮|划痕|不急|不着急|有空(再|的时候)|方便的时候|顺便|慢慢来|随便(记|说)|小事|not urgent|no rush|whenever (?:you|suits|convenient|possible)|whenever[.!]?$/
/** Peeling paint is a matter of looks until water is behind it. */
const wet = /雨|渗|漏|洇|滴|潮|霉|水(?!泥)/
const scorched = /烧(黑|焦|坏)|焦(糊)?味|火花|漏电|差点(?!吓)|险些|夹(人|到)/
const pressing =
  /烧(黑|焦|坏)|焦味|火花|漏电|跳闸.{0,6}(一直|不停|推不上)|差点(?!吓)|险些|危险|隐患|绊倒|摔|夹(人|到|了|手)|怀孕|孕妇|大肚子|婴儿|新生儿|月子|坐月子|奶奶|爷爷|老人|八十|九十|七十|残疾|轮椅|透析|病人|住院|老母亲|全家|整(栋|层|个单元|幢|楼)|都(没|停)(水|电)|家里(没|停)(水|电)|完全没(水|电)|一滴水(都)?没|没法(用|住|洗|做饭|上厕所)|粪|倒灌|反水|溢|(?<!起)泡(了|坏)|谁都能(进|钻)|哪个都能|随便进|敞(着|开)|大开|锁坏|松得|快掉|要掉|晃得|越来越(大|严重)|马上|紧急|着急|急(用|需)|尽快|越快越好|严重|住不了|进不了(家|门|屋)|回不了家|锁(在)?(外|门)|堵(了|着)?.{0,6}[七八九十几]+(辆|台)|老是困|急坠|下坠|失控|\b(urgent|asap|pregnant|elderly|baby|dangerous|sparks?|locked out|no (water|power|electricity))\b/

/** Gives how soon it must be looked at, from what is said and not from how loudly. Danger alone makes an emergency. */
export function judgePriority(
  said: string,
  { kind, repeated, learnt = {} }: { kind: TicketKind; repeated: boolean; learnt?: Chances },
): Priority {
  if (kind === 'suggestion') return 'low'
  if (/(不急|不着急|慢慢来|有空再|not urgent|no rush)/.test(said)) return 'low'
  if (scorched.test(said)) return 'high'
  if (cosmetic.test(said) && !pressing.test(said) && !wet.test(said)) return 'low'
  const sure = likeliest(learnt)
  if (sure.chance > 0.7) return sure.label as Priority
  if (pressing.test(said)) return 'high'
  if (repeated && kind !== 'request') return 'high'
  return says(said, 'threat') ? 'high' : 'normal'
}

/** What the resident seems to do with the matter. */
export type Act = 'report' | 'request' | 'suggestion'

/** Gives the kind of ticket that the act makes in this category. */
export function judgeKind(
  said: string,
  { category, act, learnt = {} }: { category: TicketCategory; act: Act; learnt?: Chances },
): TicketKind {
  if (act === 'suggestion') return 'suggestion'
  if (/投诉|complain/.test(said) && !/不是投诉|投诉(谈|算)不上|不想投诉/.test(said)) return 'complaint'
  if (act === 'request') return 'request'
  if (unheard.test(said)) return 'complaint'
  const plain = kindOfReport(said, category)
  return plain === 'request' ? plain : weighKind(plain, learnt)
}

/** Told so often that it is the deafness that is complained of. */
const unheard =
  /(?:跟|和|向|对)?(?:你们|物业).{0,4}(?:说|讲|报|反映|提|催)(?:过|了)?.{0,3}(?:多少|好几|无数|[三四五六七八九十]|[3-9])(?:次|回|遍)/

/** The heads may overrule what the category makes likely, but only when they are surer than by this. */
const lead = 0.85

function weighKind(plain: TicketKind, { repair = 0, complaint = 0 }: Chances): TicketKind {
  const other = plain === 'repair' ? 'complaint' : 'repair'
  const [forPlain, forOther] = plain === 'repair' ? [repair, complaint] : [complaint, repair]
  return forOther - forPlain > lead * (repair + complaint) ? other : plain
}

const devices = /(车棚|充电桩|道闸|抬杆|地锁|杆子|摄像|识别|灯|减速带).{0,8}(坏|漏|不|没|断|掉|卡|识)/

function kindOfReport(said: string, category: TicketCategory): TicketKind {
  if (category === 'pest') return 'request'
  if (repairCategories.has(category)) return blamesNeighbour(said) ? 'complaint' : 'repair'
  if (category === 'parking') return devices.test(said) ? 'repair' : 'complaint'
  if (category === 'other') return says(said, 'fault') ? 'repair' : 'request'
  return 'complaint'
}

const blamesNeighbour = (said: string) =>
  /(楼上|隔壁|邻居|对门|有人|他家|她家|那家|那户|租客).{0,12}(晒|浇|泼|倒|扔|占|拆|砸|霸|拖|晾|冲|洒|故意|乱)/.test(
    said,
  )

/** Whether someone must come into a private flat. */
export function isIndoors(said: string, category: TicketCategory, act: Act): boolean {
  const inside =
    /家里|我家|我屋|屋里|屋头|厨房|卫生间|厕所|洗手间|浴室|淋浴|卧室|主卧|次卧|客厅|书房|阳台|衣柜|橱柜|马桶|水槽|洗菜池|热水器|空调(?!外机)|暖气|地暖|花洒|燃气表|户内|家中|衣帽间|儿童房|飘窗|晾衣|入户|\b(my (flat|apartment|kitchen|bathroom|bedroom|living room|toilet|sink)|kitchen|bathroom|bedroom|balcony|ac)\b/.test(
      said,
    )
  const outside = /楼道|走廊|大堂|大厅|门厅|电梯|车库|地库|小区|单元门|公共|楼下|广场|会所|泳池|健身房/.test(
    said,
  )
  if (outside && !/我家|家里|屋里/.test(said)) return false
  const enters: ReadonlySet<TicketCategory> = new Set([
    'plumbing',
    'electrical',
    'leak',
    'pest',
    'facility',
    'other',
  ])
  return inside && enters.has(category) && act !== 'suggestion'
}
