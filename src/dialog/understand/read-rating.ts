import { chineseDigits } from '../../shared/chinese-digits.ts'

const full =
  /满(分|星)|五颗?星|5颗?星|五分好评|全五星|好评|十分好评|\b(five|5) ?stars?\b|full marks|100分|一百分|💯|10\/10|5\/5/u
const worst = /差评|零分|0分|负分|一颗?星都|不及格|\b(one|1|zero) ?stars?\b/
const scored =
  /(?<![\d.点第\u4e00-\u9fff]|(?<![打给评就]|分)[点第])(\d{1,3}|[一二三四五六七八九十两])(?:分(?![钟摊类水享开歧清贝公部子期成批散之米行]|区)|颗?星(?!期)|\s*\/\s*(5|10)|\s*(?:stars?|out of 5|points?)\b)/
const given =
  /(?:打|给|评|就|最多|顶多|勉强|只能|必须|绝对|妥妥|直接|当然|值|算|我|，|,|\s|^)(?:你们|你|个|他|师傅|它)?(\d{1,3}|[一二三四五六七八九十两])(?:个)?(?:分(?![钟摊类水享开歧清贝公部子期成批散之米行]|区)|颗?星(?!期))/
const bare = /^\D{0,3}([1-5]|[一二三四五])\D{0,2}$/

const words: readonly (readonly [RegExp, number])[] = [
  [
    /(非常|很|太|特别|超级|十分)(不满|差|糟|烂|失望)|差劲|太差|极差|terrible|awful|very (bad|dissatisfied)/,
    1,
  ],
  [/不满意|不太满意|不行|不好|失望|dissatisfied|\bbad\b|poor/, 2],
  [/一般|还行吧|凑合|马马虎虎|还可以吧|将就|普普通通|中规中矩|so-?so|average|okay/, 3],
  [/(非常|很|太|特别|超级|十分|挺)(满意|好|棒|赞)|完美|excellent|perfect|very (good|satisfied)|great/, 5],
  [/满意|不错|可以|还行|好的?$|good|satisfied|fine/, 4],
]

/** Gives the score from 1 to 5 that the normalised words give, or nothing. Words without a figure count only when a score was asked for. */
export function readRating(said: string, asked: boolean): number | undefined {
  if (worst.test(said)) return 1
  const match = given.exec(said) ?? scored.exec(said)
  if (match?.[1] && !/几分|多少分|扣.{0,3}分|积分/.test(said)) return toFive(match[1], match[2])
  if (full.test(said)) return 5
  if (!asked) return undefined
  const figure = bare.exec(said)?.[1]
  if (figure) return toFive(figure)
  return words.find(([pattern]) => pattern.test(said))?.[1]
}

function toFive(figure: string, of?: string): number {
  const value = chineseDigits[figure] ?? Number(figure)
  const scale = of ? Number(of) : value > 10 ? 100 : value > 5 ? 10 : 5
  return Math.min(5, Math.max(1, Math.round((value / scale) * 5)))
}
