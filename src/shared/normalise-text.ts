import { toSimplified } from './to-simplified.ts'

const number = '0-9零〇一二三四五六七八九十百两'

/** Spelling slips of typing and of voice-to-text, each right only in the context that the pattern names. */
const slips: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`([${number}])\\s*[懂董动冻洞東](?=\\s*[${number}单的,，、。 ]|$)`, 'g'), '$1栋'],
  [/单[圆源园员](?=[\d一二三四五六七八九十]|$)|(?<=[\d一二三四五六])单[圆源园员]/g, '单元'],
  [/电[题提替体踢]/g, '电梯'],
  [/没气(?=泄|漏|味)/g, '煤气'],
  [/[叉差岔茶擦]座|插坐/g, '插座'],
  [/(没有?|一点|都没|无|毫无)反[映印]|反[映印]都没/g, '没反应'],
  [/著火/g, '着火'],
  [/水笼头|水龙投|水聋头/g, '水龙头'],
  [/马[捅同通]/g, '马桶'],
  [/[拉垃][圾及极级机鸡]|垃[圾及极级]/g, '垃圾'],
  [/门[尽进近](?=[卡系坏不没又失刷])/g, '门禁'],
  [/楼[到倒](?=[里灯的黑太堆没一有])/g, '楼道'],
  [/下水[到倒]/g, '下水道'],
  [/师[付父富](?=[们来修没说还人电好啥什])|师付/g, '师傅'],
  [/装[秀休]/g, '装修'],
  [/[报保][休秀](?!息)/g, '报修'],
  [/维[休秀]/g, '维修'],
  [/物[叶页也]/g, '物业'],
  [/保[按案](?!件)/g, '保安'],
  [/天[燃然]汽|天燃气/g, '天然气'],
  [/煤汽/g, '煤气'],
  [/跳[匝炸杂扎](?![弹药])/g, '跳闸'],
  [/停车[卫为]/g, '停车位'],
  [/多少[浅千](?!克)/g, '多少钱'],
  [/在那(?=儿|里|考|办|交|取|领|买|$)/g, '在哪'],
  [/漏[誰谁](?!家)/g, '漏水'],
  [/蟑[郎螂]|张螂|章螂/g, '蟑螂'],
  [/物业[废肺]/g, '物业费'],
  [/空[条跳](?=[不坏漏滴外没])/g, '空调'],
  [/路[登等](?=不亮|坏)/g, '路灯'],
  [/噪因|躁音|燥音/g, '噪音'],
  [/电瓶[撤]/g, '电瓶车'],
  [/消房/g, '消防'],
  [/栏[干杆竿]/g, '栏杆'],
]

/** Words of 粤 川 东北 沪 and what they mean in the standard language. */
const dialects: readonly (readonly [RegExp, string])[] = [
  [/𨋢|䢂|升降机|升降梯/g, '电梯'],
  [/唔该晒?|唔该/g, '麻烦'],
  [/多谢晒?|谢谢侬/g, '谢谢'],
  [/点解/g, '为什么'],
  [/边度|边个位|边处/g, '哪里'],
  [/边个/g, '谁'],
  [/几时/g, '什么时候'],
  [/几多/g, '多少'],
  [/成日/g, '整天'],
  [/[而依]家/g, '现在'],
  [/听日|明朝/g, '明天'],
  [/[寻琴]日/g, '昨天'],
  [/今日|今朝/g, '今天'],
  [/屋企|屋里向/g, '家里'],
  [/细路仔?|细佬哥|娃儿|伢/g, '孩子'],
  [/火烛(?!小心)/g, '着火'],
  [/水喉/g, '水管'],
  [/冷气(?!团)/g, '空调'],
  [/曱甴|小强(?!烧烤)|偷油婆/g, '蟑螂'],
  [/烂咗|坏咗|烂佐/g, '坏了'],
  [/冇(电|水|人|灯|得)/g, '没$1'],
  [/冇|莫得|呒没|木有|没得/g, '没有'],
  [/郁唔到|唔郁|不郁/g, '不动'],
  [/唔/g, '不'],
  [/入面/g, '里面'],
  [/个仔|[阿我]仔(?=[\u4e00-\u9fff])/g, '孩子'],
  [/\blift(?=\s?[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]\s?)lift\b/g, '电梯'],
  [/嗰/g, '那'],
  [/[燶燸]/g, '焦'],
  [/罅/g, '缝'],
  [/呢度|呢边/g, '这里'],
  [/咗/g, '了'],
  [/嘅/g, '的'],
  [/嚟/g, '来'],
  [/佢哋?/g, '他'],
  [/我哋|阿拉|俺们?|咱们?/g, '我们'],
  [/喺/g, '在'],
  [/睇/g, '看'],
  [/嘢|物事/g, '东西'],
  [/好嘈|咁嘈|嘈到/g, '很吵'],
  [/嘈(?!杂)/g, '吵'],
  [/揾/g, '找'],
  [/[俾畀]/g, '给'],
  [/乜(嘢|东西)?/g, '什么'],
  [/咁/g, '这么'],
  [/啥子|么子|啥物事|啥/g, '什么'],
  [/咋个|咋整|咋办|哪能(?=办|弄|修)/g, '怎么办'],
  [/咋/g, '怎么'],
  [/不晓得/g, '不知道'],
  [/晓得/g, '知道'],
  [/恁个|楞个|这个样子/g, '这样'],
  [/[遭着](?=淹|偷|烧|咬|打)/g, '被'],
  [/埋汰|龌龊|邋遢|腌臜/g, '很脏'],
  [/嘎哈|干哈/g, '干什么'],
  [/旮旯/g, '角落'],
  [/波棱盖/g, '膝盖'],
  [/嗯呐|要得|中嘞/g, '好的'],
  [/侬/g, '你'],
  [/辰光/g, '时候'],
  [/黑黢黢|黑咕隆咚|黢黑|乌漆嘛黑|黑灯瞎火|乌漆麻黑/g, '很黑没灯'],
]

const emojiMeanings: readonly (readonly [RegExp, string])[] = [
  [/🆘/gu, '救命'],
  [/🚽/gu, '马桶'],
  [/[🐀🐁🐭]/gu, '老鼠'],
  [/🪳/gu, '蟑螂'],
]

const spellings = [...emojiMeanings, ...slips, ...dialects]

/** Marks that stand for an attachment, e.g. `[图片]`. */
export const attachmentMark = /\[(图片|语音|视频|表情|文件|位置|贴纸)\]/g

/**
 * Gives the text with one spelling per meaning: full-width and traditional forms, frequent slips, dialect words and a few emoji are
 * replaced. For recognising only; what a resident wrote is kept elsewhere as written.
 */
export function normaliseText(text: string): string {
  const known = latest.get(text)
  if (known !== undefined) return known
  const result = writePlainly(text)
  if (latest.size >= mostLatest) latest.clear()
  latest.set(text, result)
  return result
}

/** Rules, heads and retrieval ask for the same few texts of a turn, one after another; a hundred patterns take their time. */
const latest = new Map<string, string>()
const mostLatest = 200

function writePlainly(text: string): string {
  let result = toSimplified(text.normalize('NFKC')).toLowerCase()
  for (const [pattern, replacement] of spellings) result = result.replace(pattern, replacement)
  return result.replace(/[\s\u200b\u3000]+/g, ' ').trim()
}

/** Gives the text without attachment marks, emoji and punctuation; empty when nothing was said in words. */
export function keepWords(text: string): string {
  return text.replace(attachmentMark, '').replace(/[^\p{L}\p{N}]+/gu, '')
}
