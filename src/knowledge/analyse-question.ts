import { type AnswerType, holdsType, readExpectations } from './answer-types.ts'
import { missesCounted } from './counted-things.ts'
import { asksPerson, namesPerson } from './named-person.ts'
import { normaliseText } from './normalise-text.ts'
import { segmentWords, tagNouns } from './segment-words.ts'

/** What a question asks about, and what an answer to it looks like. */
export interface AnalysedQuestion {
  normalised: string
  /** Words that carry the meaning; an answer must speak of them. */
  contentWords: string[]
  expects: AnswerType[]
  /** The nouns beside the question word, which say what is asked about: 老板 in 「老板是谁」, 插座 in 「有几个插座」. */
  focus: string[]
  /** Units of measure the question names. */
  units: string[]
}

const functionWords = new Set(
  `的 了 吗 呢 吧 啊 呀 哦 嘛 么 我 我们 你 你们 您 他 他们 她 它 咱 咱们 俺 自己 大家 有 没有 有没有 没 不 不是 是 是不是 在 和 跟 与 或 或者 还是 就 都 也 还 再 又 才 只 很 太 最 更
  能 能不能 可以 可不可以 会 会不会 要 要不要 想 想要 得 该 应该 需要 须 必须 行 行不行 好 请 请问 问 问下 问一下 一下 麻烦 谢谢 这 那 这个 那个 这里 那里 这边 那边 这样 那样 哪 哪个 哪些 哪里 哪儿 在哪 什么 啥 怎么 怎样 怎么样 咋 咋样 如何 为什么 为啥
  几 几点 几个 几天 几次 多少 多久 多长 多大 多高 多重 多 多少钱 多长时间 什么时候 啥时候 何时 何地 时候 到 去 来 从 把 被 给 让 叫 对 向 用 为 以 里 里面 上 下 中 内 外 个 位 名 次 天 点 钱 元 块 号 种 些 每 各 一 1 2 3 两 小区 我家 家里 家 咱家 说 看 看看 知道 听说 算 如果 要是 的话 那么 那 然后 因为 所以 但是 但 而且 到底 大概 一般 具体 究竟 其实 是否 有人 地方 东西 事 情况 问题 今天 现在 目前 平时 一个 1个 收要 人能 想问 打算 准备 关于 之 其 等 及 着 过 地 得 来着 呗 哈 嗯 额 时间 办 弄 搞 做 回 一次 要多 还要 不要 要不 一共 总共 共 总数 谁 手里 那种 这种 天天 过去 过来 回来 回家 下来 上来 出来 起来 进来 出去 顶多 最多 最少 最迟 最晚 最早 最长 啥子 不管 管不管 整天 那儿 这儿 听说 发现 知不知道 忘 不行 不好 存在 放在 自家 人家 那边 这边 现 总 归 不能 不可以 几多 多会儿 会儿 开 样 本`.split(
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
    expects: readExpectations(normalised),
    focus: findFocus(normalised),
    units: Array.from(normalised.matchAll(askedUnit), ([, unit = '']) => unit),
  }
}

function findContentWords(normalised: string): string[] {
  const words = segmentWords(normalised)
    .map(word => word.trim())
    .map(word => (functionWords.has(word) ? '' : word.replace(countedPrefix, '')))
    .filter(word => /[\p{Script=Han}a-z]/u.test(word) && !functionWords.has(word))
    .filter(word => !/^\d+[\p{Script=Han}]?$/u.test(word))
  return [...new Set(words)]
}

/** 几把, 两趟, 三口; of 几本书 the book is left. */
const countedPrefix =
  /^(?:多少|[几一二两三四五六七八九十百]+|\d+)(?:个|把|副|块|台|口|趟|本|张|只|条|辆|回|次|件|箱|袋|根|间|户|楼|层|点|天|年|月|岁|度|斤|公斤|钟头|小时|分钟)+/

const questionWord =
  /^(?:谁|什么|啥|哪|哪个|哪家|哪里|几|几个|几台|几张|多少|是谁|多大|多高|多久|叫什么|姓什么|who|what)$/

function findFocus(normalised: string): string[] {
  const words = segmentWords(normalised).filter(word => /[\p{Script=Han}a-z]/u.test(word))
  const nouns = new Set(tagNouns(normalised))
  const isNoun = (word: string | undefined): word is string =>
    word !== undefined && word.length > 1 && nouns.has(word) && !functionWords.has(word)
  const isHead = (word: string | undefined): word is string =>
    word !== undefined && /^\p{Script=Han}{2,}$/u.test(word) && !functionWords.has(word)
  const found = new Set<string>()
  for (const [at, word] of words.entries()) {
    if (!questionWord.test(word) && !/^[几多]/.test(word)) continue
    const before = words.slice(Math.max(0, at - 3), at)
    const head = before.findLast(isNoun) ?? before.findLast(isHead)
    const after = words.slice(at + 1, at + 3).find(isNoun)
    for (const noun of [head, after]) if (noun !== undefined) found.add(noun)
  }
  return [...found]
}

/** True where the text holds something of the shape the question asks for; true where the question fixes no shape. */
export function matchesExpectation({ normalised, expects, units }: AnalysedQuestion, text: string): boolean {
  if (asksHistory.test(normalised)) return false
  if (units.length > 0 && !units.some(unit => new RegExp(`\\d\\s*${unit}`).test(text))) return false
  if (missesCounted(normalised, text)) return false
  if (asksYears.test(normalised) && !saysYears.test(text)) return false
  if (asksPerson(normalised)) return namesPerson(text)
  const strict = expects.filter(type => strictTypes.has(type))
  if (strict.length > 0) return holdsType(strict, text)
  return expects.length === 0 || holdsType(expects, text)
}

/** What lasts for years is not told in days. */
const asksYears = /(?:几|多少)年(?!级)|how many years/
const saysYears = /\d\s*年|[一二两三四五六七八九十半]年|月|长期|永久|终身|有效期|year/

/** Where one of these is asked for, nothing else will do. */
const strictTypes = new Set<AnswerType>(
  'name year age weight length people warmth colour area material reason firm'.split(' ') as AnswerType[],
)

/** Standards say what holds, not what happened. */
const asksHistory = /去年|前年|上个?月|上季度|last (?:year|month|quarter)/

/** Units that the question names leave no choice: 多少公里 is not answered in minutes. */
const askedUnit =
  /(?:多少|几)(公里|千米|平方米|公斤|厘米|千瓦|瓦|升|毫升|吨|流明|分贝|英寸|寸|兆|册|级|kwh|km|kg)/g
