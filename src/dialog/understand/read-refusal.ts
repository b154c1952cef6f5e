import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command, RefusalReason } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import type { Turn } from './turn.ts'

/** Gives the command for what the service must or need not deal with, or nothing. */
export function readRefusal(turn: Turn): Command[] | undefined {
  const reason = findReason(turn)
  if (reason && !saysWrongChat.test(turn.said) && isPlainlyOther(turn, reason)) return undefined
  return reason ? [{ kind: 'cannot-handle', reason }] : undefined
}

/** 账单发错了 is a report, 发到物业来了 is none. */
const saysWrongChat =
  /(?:发|点|按|打|回)错(?:群|人|窗口?|对象)|发到(?:物业|这|你们).{0,3}(?:来|了|里)|\bwrong (?:chat|person|window|group)\b/

const ofService = ['report', 'request', 'question', 'suggestion', 'urge', 'status', 'signup']

const plain: readonly RefusalReason[] = ['injection', 'privacy', 'improper']

/** A word of the lists may stand in a report; where the heads plainly see one, it is none of these. */
function isPlainlyOther({ moves }: Turn, reason: RefusalReason): boolean {
  const chance = ofService.reduce((sum, move) => sum + (moves[move] ?? 0), 0)
  if (reason === 'privacy') return chance + (moves['human'] ?? 0) > 0.9 && (moves['privacy'] ?? 0) < 0.02
  return !plain.includes(reason) && chance > 0.6
}

function findReason(turn: Turn): RefusalReason | undefined {
  const { said } = turn
  if (says(said, 'injection')) return 'injection'
  if (says(said, 'improper')) return 'improper'
  if (asksPrivate(said) || continuesPrivate(turn)) return 'privacy'
  if (says(said, 'wrongChat') && !turn.corrects && !hasFault(turn) && !/不用(?:管|理)我/.test(said))
    return 'wrong-chat'
  if (says(said, 'offTopic') && !hasFault(turn)) return 'off-topic'
  if (says(said, 'abuse') && !hasFault(turn) && said.length <= 24) return 'abuse'
  return undefined
}

const hasFault = (turn: Turn) =>
  says(turn.said.replace(/垃圾/g, ''), 'fault') &&
  classifyCategory(turn.said.replace(/垃圾/g, ''), turn.evidence.category).score >= 3

/** Asking for what belongs to another household. Asking us to call the owner of a car in the way is not. */
function asksPrivate(said: string): boolean {
  if (!says(said, 'privacy') || !says(said, 'tellMe') || !says(said, 'personalOther')) return false
  return !/(你们|物业|客服|管家|维修|师傅|前台|保安|门岗|经理|报修).{0,4}(的)?(电话|号码|联系方式|微信|地址)|挪车|通知(一下|他|车主)|联系(一下)?(车主|他|业主).{0,6}(挪|来|处理|下来|开走)|我(的|家)?(的)?(手机号|电话|房号|号码)(是|:)|我(叫|姓)/.test(
    said,
  )
}

function continuesPrivate(turn: Turn): boolean {
  const earlier = turn.request.history.filter(line => line.from === 'resident').at(-1)
  if (!earlier || !asksPrivate(normaliseText(earlier.text))) return false
  return (
    turn.said.length <= 30 &&
    /(那|就|哪怕|至少|给|告诉|查|发|说).{0,16}(行|给我|地址|电话|号|名|照片|就好|可以|吧|一下|姓|信息)/.test(
      turn.said,
    )
  )
}
