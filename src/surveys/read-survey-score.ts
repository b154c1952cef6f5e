import { isScore, numberPattern, readNumber } from './read-numbers.ts'

const score = new RegExp(
  `^(?:我|就|那|还是|给|打|评|选|算|觉得|大概|差不多|[,，:]| )*(?:个)?${numberPattern}\\s*[颗分星]{0,2}(?:吧|了|啦|哦|呗|左右|[.。!！~])*$`,
)
const most = /^(?:我|就|给|打|评|必须)*(?:满分|最高分|五星好?评?)(?:吧|了|啦|好评|[.。!！~])*$/

const adverb =
  '(?<much>挺|蛮|很|好|真|真的|确实|比较|相当)|(?<most>太|非常|特别|极其?|超级?|巨|实在太?)|(?<less>有点儿?|有些|稍微|略)'
const badWords =
  '脏|乱|臭|差劲?|慢|吵|破|旧|糟糕?|敷衍|冷淡|马虎|难闻|混乱|拖拉|不(?:干净|整洁|卫生|及时|安静|舒服|安全|热情|负责|方便|专业|耐心|到位)|一塌糊涂'
const goodWords = '干净|整洁|卫生|及时|安静|舒服|安全|热情|负责|方便|专业|耐心|到位|整齐|漂亮|快'
const verdict = new RegExp(
  `^(?:我觉得|感觉|还是|就是|都|也)*(?:${adverb})?的?(?:(?<bad>${badWords})|(?<good>${goodWords}))(?<worst>死|得要死|透|得很)?(?:的|了|啊|呀|吧|呢|[.。!！~,，])*$`,
)

/** A score by number, or by one word of how it is: 「挺脏的」 is 2. Nothing else may be said. For normalised words. */
export function readScore(said: string): number | undefined {
  if (most.test(said)) return 5
  const value = readNumber(score.exec(said)?.[1] ?? '')
  if (isScore(value)) return value
  return readVerdict(said)
}

function readVerdict(said: string): number | undefined {
  const found = verdict.exec(said)?.groups
  if (!found) return undefined
  const isGood = found['good'] !== undefined
  if (found['less'] !== undefined) return 3
  const isStrong = found['most'] !== undefined || found['worst'] !== undefined
  const [plain, strong] = isGood ? [4, 5] : [2, 1]
  return isStrong ? strong : plain
}
