const yes =
  /^(?:(?:嗯+|恩+|唔|哦+|噢|额|呃|啊|对+|是+|好+|行|可以|可|成|没错|属实|情况属实|正确|确认|确定|无误|以上无误|没问题|同意|要|系|中|妥|得|ok+|okay|yes+|yep|yeah|sure|right|correct|confirm(?:ed)?|please(?!\s+(?!do\b|go\b|thanks?\b)[a-z])|k|1(?!\d)|👌|👍|✅)(?:的|呀|啊|哦|呢|吧|滴|哒|嘞|咧|了|哈|噢|喔|呐|嘛|系|，|,|。|！|!|～|~|\s)*)+/u
const filler =
  /^(?:就(?:这样|这么)(?:提|报|记|办|登记)|就(?:这样|这么|它|那个|这个|是)|麻烦(?:你|您)?(?:了|办一下|处理一下)?|谢谢(?:你|您|啦|了)?|感谢|登记(?:下|一下|吧)?|记(?:下|上|吧|录)?|办吧|办一下|报吧|提(?:吧|上去)?|提交|发吧|知道了|明白|收到|了解|辛苦(?:了|啦)?|拜托(?:了)?|thanks?|thank you|the same|go ahead|please|that'?s (?:right|it)|两个都(?:要)?(?:处理|办|修|登记)|都(?:要|对|处理)|没别的|[\s，,。.!！~～…、哈啊呀吧啦的了\p{Extended_Pictographic}])*$/u
const no =
  /^(?:不+|没有?|否|别|非也|no+|nope|nah|not? (?:right|correct|yet|really|now))(?:是|对|要|用|行|可以|需要|了|的|啊|吧|呀|哦|好|必|thanks?|谢谢|[\s，,。.!！])*$|^(?:不是(?:的|这个|那个|我|他)?|不对|不行|不要|不用|算了|先不|先别|暂时不|不可以|错了)(?:[，,。.!！\s吧啊了]|$)/

/** How a message answers yes or no, with the words that follow. */
export interface Confirmation {
  answer: 'yes' | 'no'
  /** What was said beyond the bare answer; empty for a bare one. */
  rest: string
}

/** Gives the yes or no that a normalised text begins with, or nothing. */
export function readConfirmation(said: string): Confirmation | undefined {
  const text = said.trim()
  if (no.test(text) && text.length <= 12) return { answer: 'no', rest: '' }
  if (isFillerOnly(text)) return { answer: 'yes', rest: '' }
  const match = yes.exec(text)
  if (!match || !isBoundary(text, match[0])) return undefined
  const rest = text.slice(match[0].length).trim()
  if (/^(?:不|没有?用)/.test(rest) && !/[\s，,。!！]$/.test(match[0])) return undefined
  return { answer: 'yes', rest: filler.test(rest) ? '' : rest }
}

const isFillerOnly = (text: string) =>
  text.length > 0 &&
  /[\p{L}]/u.test(text) &&
  filler.test(text) &&
  !/^(?:谢谢|感谢|thank|辛苦|就是$)/.test(text)

/** A syllable answers only when something ends there: 对 answers, 对面 and 可是 do not. */
function isBoundary(text: string, answer: string): boolean {
  const next = text[answer.length]
  if (next === undefined || /[嗯恩的呀啊吧呢哒滴嘞咧了哈\s，,。!！~～]$/.test(answer)) return true
  return (
    /[\s，,。.!！~～、]/.test(next) ||
    /^(?:就|麻烦|谢|登记|记)/.test(text.slice(answer.length)) ||
    (/^对$/.test(answer) && /\d/.test(next))
  )
}
