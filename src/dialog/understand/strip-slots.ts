import { keepWords, normaliseText } from '../../shared/normalise-text.ts'
import { readAppointment, readPhone } from './read-contact.ts'
import { readPlace } from './read-place.ts'

const slotWords =
  /[a-z]?\d[\d\s\-—:#/.]*|[一二三四五六七八九十零〇两]+|栋|幢|号楼|号|座|单元|楼|层|室|房|门|电话|手机|联系(?:方式)?|时间|凌晨|早上|上午|中午|下午|傍晚|晚上|今天|明天|后天|大后天|周末|(?:下下?|这|本)?(?:周|星期|礼拜)[一二三四五六日天末]?|点|半|以?[前后]|有空|方便|可以|来|旁边?|门口|外[头面]|里[头面]|那[边里块]|侧|[东南西北]边?|配电[间房]|电井|泵房|机房|上门|在家|我(?:家|们|住|是|的|在)?|住|在|是|的|哦|吧|啊|嘛|呢|building|bldg|unit|room|flat|apartment|apt|floor|phone|number|tomorrow|today|morning|afternoon|evening|after|before|at|pm|am|my|is|the|i|live|in/g

/** Whether words hold a place, a time or a telephone number and nothing more. */
export function isBareSlot(words: string): boolean {
  const isSlot = readPlace(words) ?? readPhone(words) ?? readAppointment(words, true)
  return isSlot !== undefined && keepWords(normaliseText(words).replace(slotWords, ' ')) === ''
}

/** Gives the words without the clauses at their ends that only say where, when or whom to call; undefined where there are none, or nothing else. */
export function stripSlots(raw: string): string | undefined {
  const clauses = raw.split(/[，,。\n]+/).filter(clause => clause.trim() !== '')
  const told = clauses.filter(clause => !isBareSlot(clause))
  return told.length > 0 && told.length < clauses.length ? told.join('，') : undefined
}
