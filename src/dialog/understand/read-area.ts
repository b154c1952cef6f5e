import { numberSource } from './read-number.ts'

/** A public spot in words. `covers` is the stretch of the text that it uses up, e.g. a building that only says beside what. */
export interface Area {
  words: string
  covers?: string
}

const n = numberSource
const side = '[东南西北]'
const beside =
  '(?:的)?(?:正门|侧门|大门|门口|楼下|楼前|楼后|旁边|旁|边上|后面|前面|对面|附近|北侧|南侧|东侧|西侧|北面|南面|东面|西面|北边|南边|东边|西边|中间|外面|围墙|跟前|之间|隔壁|后头|前头|背后|侧面|转角|拐角)'
/** What goes on with the place; where it is told what is the matter, the place has ended. */
const on = '(?:(?![被让]|有人|没人|坏|漏|堵|塌|裂|[没停]电)[^,，。！!？?；;\\s])'
const relative = new RegExp(
  `(?:${n}|[a-z])\\s*(?:栋|幢|号楼|座)\\s*(?:(?:和|跟|与|到|、|-)\\s*${n}\\s*(?:栋|幢|号楼|座))?${beside}${on}{0,14}`,
)
const bay =
  /(?<![a-z\d-])[a-z]\d{1,2}-\d{2,4}(?![\d-])|(?<!(?:车牌|牌照|尾号|牌号).{0,5})[a-z]\s*-?\s*\d{2,4}\s*(?:号)?(?:车位)?|(?:车位|车库|停车位)\s*(?:号)?(?:是)?\s*[a-z]?\s*-?\s*\d{1,4}(?:号)?|\d{2,4}\s*号?(?:停)?车位/
const zone = new RegExp(`[a-z]\\d?\\s*区(?:${n}\\s*号[位柱]?)?${on}{0,10}`)
const basement = new RegExp(
  `(?:地下车库|地下停车场|地下室|地库|车库|停车场)?(?:b[1-4]|负${n}[楼层]?|地下${n}层)${on}{0,14}`,
)
const gate = new RegExp(
  `${side}{1,2}[侧边面]?(?:小|大|偏|侧)?(?:门|出入?口|入口|出口|岗|岗亭|围墙|坡道|广场|草坪|路)(?:岗亭|口|外|里|那边|旁边|闸机|道闸)?|(?:正门|后门|侧门|小门|大门|主入口|人行门)(?:岗亭|口|外|旁边)?|[一二三四五六七八九\\d]\\s*号(?:门岗亭|门岗|门|岗|出入?口|入口|出口|井|梯)`,
)
const landmark =
  /(?:会所|健身房|游泳池|泳池|社区活动室|活动室|活动中心|老年活动室|儿童乐园|小乐园|游乐场|儿童游乐区|篮球场|排球场|足球场|羽毛球[馆场]|乒乓球[室台]|地面停车场|露天停车场|瑜伽室|网球场|门球场|健身步道|快递柜|丰巢柜?|菜鸟驿站|驿站|快递架|中心花园|中庭|(?:中心|中央|休闲|文化|前|后|东|南|西|北)广场|小广场|广场|喷泉|人工湖|景观湖|水池边|凉亭|亭子|垃圾房|垃圾站|误时投放点|投放点|充电棚|充电区|车棚|非机动车库|架空层|物业办公室|物业中心|客服中心|服务中心|监控室|消控室|岗亭|幼儿园|商铺|底商|幼儿园门口|图书室|阅览室|母婴室|会议室|天台|楼顶|宠物乐园|遛狗区)(?:门口|旁边|前台|里面|里|外面|边上|后面|前面|附近|东侧|西侧|南侧|北侧|入口)?/
const pile = /(?:[a-z]\s*区)?\d{1,3}\s*号(?:充电)?桩|(?:充电)?桩\s*\d{1,3}\s*号/
const english =
  /\b(?:(?:north|south|east|west|main|front|back|side|rear)\s+(?:gate|entrance|exit|door)|lobby|gym|swimming pool|pool|playground|clubhouse|basement|garage|parking lot|roof(?:top)?|bike shed|mail ?room|laundry room|courtyard)\b/

/** Words that a place may be but that do not say where: every building has one. */
const everywhere =
  /^(?:广场|车棚|天台|楼顶|投放点|商铺|大门|小门|后门|侧门|正门|岗亭|架空层|亭子|快递柜|喷泉|basement|garage|lobby|parking lot)$/

/** Gives the public spot that a normalised text names precisely enough to find it, or nothing. */
export function readArea(said: string): Area | undefined {
  const next = relative.exec(said)
  if (next) return { words: tidy(next[0]), covers: next[0] }
  const found = [bay, zone, basement, gate, landmark, pile, english]
    .map(pattern => pattern.exec(said))
    .filter(match => match !== null)
  const precise = found.filter(match => !everywhere.test(match[0]) && !isPartOfHouse(said, match))
  if (precise.length === 0) return undefined
  const code = precise.find(match => /^[a-z]\s*-?\s*\d|位/.test(match[0]))
  return { words: tidy(joinSpans(said, precise)), ...(code ? { covers: code[0] } : {}) }
}

/** `18-E101`-like codes and `7栋B2` are houses, not bays. */
function isPartOfHouse(said: string, match: RegExpExecArray): boolean {
  return (
    /^[a-z]/.test(match[0]) &&
    /[a-z\d-]$/.test(said.slice(0, match.index)) &&
    !/\s$/.test(said.slice(0, match.index))
  )
}

function joinSpans(said: string, matches: RegExpExecArray[]): string {
  const spans = matches
    .map(match => ({ from: match.index, to: match.index + match[0].length }))
    .toSorted((a, b) => a.from - b.from)
  const words: string[] = []
  let end = -1
  for (const span of spans) {
    if (span.to <= end) continue
    words.push(said.slice(Math.max(span.from, end), span.to))
    end = span.to
  }
  return words.join(' ')
}

/** Letters of bays and zones are capitals on every sign; words that only lead on are cut off. */
function tidy(words: string): string {
  return words
    .replace(/[a-z]+(?=\s*-?\s*\d|\s*区|\s*栋|\s*座|\d)/g, letters => letters.toUpperCase())
    .replace(/(?:那里|那边|那块|那儿|这里|这边)?(?:的(?!.{2,}).*)?$/, '')
    .trim()
}
