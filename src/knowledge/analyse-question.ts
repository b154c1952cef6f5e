import { normaliseText } from './normalise-text.ts'
import { segmentWords } from './segment-words.ts'

export type AnswerType =
  | 'money'
  | 'clock'
  | 'duration'
  | 'day'
  | 'place'
  | 'count'
  | 'phone'
  | 'person'
  | 'colour'
  | 'name'

/** What a question asks about, and what an answer to it looks like. */
export interface AnalysedQuestion {
  normalised: string
  /** Words that carry the meaning; an answer must speak of them. */
  contentWords: string[]
  expects: AnswerType[]
  /** Units of measure the question names. */
  units: string[]
}

const expectations: [AnswerType, RegExp][] = [
  [
    'money',
    /多少钱|收费|费用|价格|价钱|几块|几元|多少块|多少元|要钱|多贵|贵不贵|几倍|便宜多少|优惠多少|花多少|交多少|押金|罚多少|赔多少|how much|fee|cost|price|charge|deposit|discount/,
  ],
  [
    'clock',
    /几点|什么时候|啥时候|何时|时间|几时|开到|开门|关门|到什么点|what time|when|hours|open|close|how late/,
  ],
  [
    'duration',
    /多久|多长时间|几天|几小时|几个小时|几分钟|几个月|几年|多少天|多少小时|多少分钟|时限|期限|最长|提前多|how long|how soon|how many (days|hours|minutes|months)|how far|deadline|within/,
  ],
  ['day', /周几|哪天|哪几天|哪两天|几号|星期几|哪一天|多久一次|每周|what day|which day|how often/],
  [
    'place',
    /哪里|哪儿|在哪|去哪|到哪|什么地方|啥地方|位置|哪个门|几楼|哪栋|哪层|where|which (floor|building|gate)/,
  ],
  [
    'count',
    /几个|几次|几只|几条|几辆|几本|几件|几张|几位|几名|几户|几袋|几套|多少(个|次|只|条|辆|本|件|张|位|名|户|分|人|度|斤|公斤|米|平|立方|种)|最多|上限|多大|多高|多重|多深|多宽|限高|限速|how many|how high|how deep|how big|how heavy|maximum|limit/,
  ],
  ['phone', /电话|号码|打哪个|怎么联系|热线|phone|number|hotline/],
  ['person', /谁|找哪个|哪个部门|什么人|哪家|哪个公司|who|whom|which company/],
  [
    'name',
    /叫什么|姓什么|姓啥|叫啥|名字|牌子|品牌|厂家|型号|哪家|什么牌|密码|品种|什么树|什么花|what brand|name of|password|which brand/,
  ],
  ['colour', /颜色|什么色|哪个色|colou?r/],
]

const answerShapes: Record<AnswerType, RegExp> = {
  money: /\d+(?:\.\d+)?\s*(?:万)?(?:元|块|折|%|倍)|免费|不收|rmb|yuan|free/,
  clock: /\d{1,2}:\d{2}|\d{1,2}点|全天|24\s*小时|a\.?m\.?|p\.?m\.?/,
  duration: /\d+\s*个?(?:小时|分钟|天|日|周|月|年|工作日)|当[天日]|次日|day|hour|minute|month|week/,
  day: /周[一二三四五六日末]|每[日天周月年季]|工作日|节假日|\d+\s*[日号]|monday|tuesday|wednesday|thursday|friday|saturday|sunday|every|daily|weekly/,
  place:
    /栋|幢|楼|层|侧|门口|门厅|前台|大厅|中心|岗亭|入口|出口|架空层|旁|北|南|东|西|地下|室|点|floor|building|gate|desk/,
  count:
    /\d+(?:\.\d+)?\s*(?:个|次|只|条|辆|本|件|张|位|名|户|袋|套|人|度|分|斤|公斤|克|厘米|米|平|立方|组|岁|场|把|遍|km|kg)|[一二两三四五六七八九十]+(?:个|次|组|本|名|位|只|条|件|张)|×/,
  phone: /\d{3,4}-?\d{4,8}|\d{7,11}|\b1\d{2}\b/,
  person: /公司|部|经理|主管|主任|管家|员|长|中心|师傅|人|manager|team|staff/,
  name: /“[^”]+”|叫|名为|牌|姓|密码|品种/,
  colour: /[红橙黄绿蓝灰黑白紫棕]|red|green|blue|grey|gray|black/,
}

const functionWords = new Set(
  `的 了 吗 呢 吧 啊 呀 哦 嘛 么 我 我们 你 你们 您 他 他们 她 它 咱 咱们 俺 自己 大家 有 没有 有没有 没 不 不是 是 是不是 在 和 跟 与 或 或者 还是 就 都 也 还 再 又 才 只 很 太 最 更
  能 能不能 可以 可不可以 会 会不会 要 要不要 想 想要 得 该 应该 需要 须 必须 行 行不行 好 请 请问 问 问下 问一下 一下 麻烦 谢谢 这 那 这个 那个 这里 那里 这边 那边 这样 那样 哪 哪个 哪些 哪里 哪儿 在哪 什么 啥 怎么 怎样 怎么样 咋 咋样 如何 为什么 为啥
  几 几点 几个 几天 几次 多少 多久 多长 多大 多高 多重 多 多少钱 多长时间 什么时候 啥时候 何时 何地 时候 到 去 来 从 把 被 给 让 叫 对 向 用 为 以 里 里面 上 下 中 内 外 个 位 名 次 天 点 钱 元 块 号 种 些 每 各 一 1 2 3 两 小区 我家 家里 家 咱家 说 看 看看 知道 听说 算 如果 要是 的话 那么 那 然后 因为 所以 但是 但 而且 到底 大概 一般 具体 究竟 其实 是否 有人 地方 东西 事 情况 问题 今天 现在 目前 平时 一个 1个 收要 人能 想问 打算 准备 关于 之 其 等 及 着 过 地 得 来着 呗 哈 嗯 额 时间 办 弄 搞 做 回 一次 要多 还要 多会儿 会儿 开 样 本`.split(
    /\s+/,
  ),
)

/** True for words that shape a question without saying what it is about. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word)
}

/** Reads what a Chinese or English question (already translated or not) asks for. */
export function analyseQuestion(text: string): AnalysedQuestion {
  const normalised = normaliseText(text)
  return {
    normalised,
    contentWords: findContentWords(normalised),
    expects: expectations.filter(([, pattern]) => pattern.test(normalised)).map(([type]) => type),
    units: Array.from(normalised.matchAll(askedUnit), ([, unit = '']) => unit),
  }
}

function findContentWords(normalised: string): string[] {
  const words = segmentWords(normalised)
    .map(word => word.trim())
    .filter(word => /[\p{Script=Han}a-z]/u.test(word) && !functionWords.has(word))
    .filter(word => !/^\d+[\p{Script=Han}]?$/u.test(word))
  return [...new Set(words)]
}

/** True where the text holds something of the shape the question asks for; true where the question fixes no shape. */
export function matchesExpectation({ normalised, expects, units }: AnalysedQuestion, text: string): boolean {
  if (asksHistory.test(normalised)) return false
  if (units.length > 0 && !units.some(unit => new RegExp(`\\d\\s*${unit}`).test(text))) return false
  if (expects.includes('name')) return answerShapes.name.test(text)
  return expects.length === 0 || expects.some(type => answerShapes[type].test(text))
}

/** Standards say what holds, not what happened. */
const asksHistory = /去年|前年|上个?月|上季度|last (?:year|month|quarter)/

/** Units that the question names leave no choice: 多少公里 is not answered in minutes. */
const askedUnit = /(?:多少|几)(公里|千米|平方米|公斤|厘米|瓦|升|毫升|册|级|kwh|km|kg)/g
