import type { Command, TicketDraft } from '../commands/command.ts'
import { recogniseDanger } from './recognise-danger.ts'
import type { Turn } from './turn.ts'
import type { KnownTicket } from './understander.ts'

/** The reporter says that there is no danger, or none any more. For normalised words. */
const callOff =
  /骗(?:你|人)|逗你|(?:开|是)?(?:个)?玩笑|闹着玩|恶作剧|瞎说的|假的|虚惊一场|误报|误会|乌龙|(?:搞|弄|看|闻|听|报|按|误)错了?|没(?:有)?(?:这|那)(?:回)?事|没(?:有)?(?:人)?(?:被困|着火|起火|漏气|受伤)|(?:已经|都|现在)?没事了|(?:已经|都|自己)(?:出来|灭|关|好|解决|找到|走)了|(?:只是|就是|原来是)(?:水?蒸汽|水汽|油烟|做饭|做菜|烧烤|炒菜)|\bfalse (?:alarm|report)|\b(?:kidding|joking|joke|prank)\b|\bnever ?mind\b|\b(?:just|only) (?:the |some |a )?(?:steam|toast|cooking|test)|\b(?:all|everything(?:'s)?|we're|i'm|it's|is|are) (?:fine|ok(?:ay)?|over|safe|good)\b|\b(?:got|is|are|they're) out\b|\bmy mistake\b|\bno (?:fire|gas|smoke|danger)\b/

/** Whether a resident calls off what they reported. */
export const callsOff = (said: string): boolean =>
  callOff.test(said) &&
  !/(?:不是|没有?在?|不)(?:开)?(?:玩笑|骗)|真的(?:不是|没)|not (?:a )?(?:joke|joking|kidding)/.test(said)

/** Where and with what those stand who spoke of ending their life. */
const atTheEdge =
  /天台|楼顶|顶楼|屋顶|阳台|窗(?:边|台|外|户)|栏杆|边上|桥上|河边|江边|湖边|铁轨|站在|跳|刀|绳|安眠药|农药|药(?:吃|吞|都)|吃了?药|煤气打开|永别|来世|下辈子|遗(?:书|言)|对不起(?:大家|爸|妈|孩子)|再见了|\b(?:roof|rooftop|balcony|ledge|window|bridge|edge|pills|knife|rope|goodbye|jump)\b/

/** More words on a danger that is open: that there is none, or that it comes to the worst. */
export function readRunningDanger(turn: Turn): Command[] | undefined {
  const running = turn.request.tickets.filter(isRunning)
  const [newest] = running
  if (!newest) return undefined
  if (callsOff(turn.said) && turn.said.length <= 60)
    return [{ kind: 'add-to-ticket', ticketNumber: newest.number, note: turn.raw }]
  const despair = running.find(isDespair)
  if (!despair || !atTheEdge.test(turn.said)) return undefined
  return [
    { kind: 'open-ticket', draft: draftDespair(turn, despair) },
    { kind: 'request-human', reason: 'danger' },
  ]
}

/** As it was told first: that it was called off since does not make it less. */
const isDespair = ({ description }: KnownTicket): boolean =>
  recogniseDanger(description.split('\n')[0] ?? '') === 'self-harm'

const isRunning = ({ priority, status }: KnownTicket): boolean =>
  priority === 'emergency' && !['resolved', 'followed_up', 'closed', 'cancelled'].includes(status)

/** It rings anew, with where they are now. */
function draftDespair({ raw, place, phone }: Turn, { location }: KnownTicket): TicketDraft {
  const known = location === '' ? undefined : { area: location, said: location }
  const where = place ?? known ?? { area: raw, said: raw }
  return {
    ...{ kind: 'repair', category: 'security', priority: 'emergency', danger: 'self-harm' },
    description: raw,
    place: where,
    ...(phone ? { phone } : {}),
  }
}
