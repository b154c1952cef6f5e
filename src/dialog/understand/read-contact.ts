import { normaliseText } from '../../shared/normalise-text.ts'

const mobile = /(?<!\d)(?:\+?86[\s-]?)?(1[3-9]\d(?:[\s-]?\d{4}){2})(?!\d)/
const landline = /(?<!\d)(0\d{2,3}[\s-]\d{7,8})(?!\d)/

/** Gives the telephone number in the text, digits only (a landline keeps its dash), or nothing. */
export function readPhone(text: string): string | undefined {
  const said = text.normalize('NFKC')
  const found = mobile.exec(said)?.[1]
  return found ? found.replace(/\D/g, '') : landline.exec(said)?.[1]?.replace(/\s/g, '-')
}

const day =
  '(?:今天|今晚|今早|明天|明早|明晚|后天|大后天|明后天|这两天|过两天|过几天|改天|下?下?[个]?(?:周|星期|礼拜)[一二三四五六日天末](?:或者?|、|和)?(?:周|星期|礼拜)?[一二三四五六日天末]?|这周[一二三四五六日天末]?|本周[一二三四五六日天末]?|周末|双休日?|工作日|平时|月底|月初|下个?月(?:\\d{1,2}[号日])?|\\d{1,2}月\\d{1,2}[号日]?|\\d{1,2}[号日](?![楼栋院门线桩位柜梯井杆机坑岗])|国庆|元旦|春节|中秋|五一|端午|清明|(?<!半)每?天|随时|任何时间|什么时候都|都行|都可以|全天|整天都?在|都在家?|一直在家?|尽快)'
const partOfDay = '(?:凌晨|清晨|一?大早|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜里|晚间|白天|下班后?|午休)'
const hour =
  '(?:(?:\\d{1,2}|[一二三四五六七八九十两]{1,3})(?:[点时](?:半|一刻|三刻|\\d{1,2}分?|[一二三四五]?十[一二三四五六七八九]?分?|多|钟|整)?|:\\d{2}))'
const tail = '(?:以后|之后|过后|后|以前|之前|前|左右|开始|都行|都可以|都在家?|在家|有空|有人|吧)?'
const joint = '(?:\\s|,|，|、|的|到|至|-|~|或者?|和|跟|及|就|吧|我|都)?'
const token = `(?:${day}|${partOfDay}|${hour})`
const chinese = new RegExp(`${token}${tail}(?:${joint}${token}${tail})*`, 'g')
const english =
  /\b(?:(?:on |this |next |every )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekends?|weekdays?)|tomorrow|tonight|today|any ?time)(?:\s+(?:morning|afternoon|evening|night))?(?:\s*(?:after|before|at|around|from)?\s*\d{1,2}(?::\d{2})?\s*(?:am|pm)?)?|\b(?:after|before|at|around)\s+\d{1,2}(?::\d{2})?\s*(?:am|pm)\b|\b(?:morning|afternoon|evening)s?\b/g
const gone =
  /昨|前天|上周|上个?(?:星期|礼拜|月)|刚才|去年|那天|半夜|凌晨|每天|天天|整天(?!都在)|白天黑夜|\b(?:yesterday|last|every (?:day|night))\b/
const taken = /^[我要得]{0,3}(?:去|不在|没空|不行|不方便|上班|有事|开会|出门|买菜|接孩子)/
const visit =
  /来|上门|在家|有空|有人|方便|约|过来|预约|安排|到家|休息|下班|都行|随时|师傅|修|开始|best|come|available|free|home/

/** Gives the words that name a future time to visit, e.g. 明晚 or 周六下午; nothing where the time is past or a habit. */
export function readAppointment(text: string, asked = false): string | undefined {
  const said = normaliseText(text)
  const found = [...said.matchAll(chinese), ...said.matchAll(english)]
    .map(match => ({
      words: match[0],
      before: said.slice(Math.max(0, match.index - 4), match.index),
      after: said.slice(match.index + match[0].length),
    }))
    .filter(
      ({ words, before, after }) =>
        !gone.test(before + words) && !taken.test(after) && !/^(?:每?天|前|后)$/.test(words.trim()),
    )
  if (found.length === 0) return undefined
  if (!asked && !visit.test(said) && !isShort(said) && !endsWithDay.test(said)) return undefined
  return found.map(({ words }) => words.trim()).join(' ')
}

/** 「厨房漏水，3栋501，明天上午」 */
const endsWithDay =
  /[,，。.;；]\s*(?:(?:明|后)天|明早|明晚|(?:下|这)?(?:周|星期|礼拜)[一二三四五六日天末]|周末|\b(?:tomorrow|(?:this |on |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day))\s*(?:上午|下午|早上|中午|晚上|morning|afternoon|evening)?[吧.。!！]?$/
const isShort = (said: string) => said.length <= 24
