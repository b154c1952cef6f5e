import { readFreeTimes } from './read-slots.ts'
import type { Turn } from './turn.ts'

const callsOff =
  /(?:别|莫|甭|不要|不用|不必|不能|没法)[^,，。;；]{0,7}?(?:来|上门)|\bnot (?:tomorrow|today|tonight|on \w+day|\w+day)\b|\b(?:don'?t|do not|can'?t|cannot|no need to) (?:come|make it|send)/
/** Behind a time: it is the one that is wished for. */
const isWished =
  /^\s*(?:再|还)?(?:来|上门)|可以|(?<!不)行|方便|有空|在家|吧|再来|\b(?:ok|okay|fine|works?|good|better|instead|please|possible|free|home)\b/

/**
 * Gives the time for which a visit is wanted instead of another: 「明天别来了，周六可以」 takes no matter back. Undefined where the words
 * call it off altogether: 「别来了，明天我自己修」.
 */
export function readMovedVisit(turn: Turn): string | undefined {
  const { said } = turn
  if (!callsOff.test(said)) return undefined
  const [time] = readFreeTimes(turn).slice(-1)
  if (!time) return undefined
  const at = said.lastIndexOf(time)
  return isWished.test(said.slice(at + time.length)) || time.endsWith('吧')
    ? time.replace(/吧$/, '')
    : undefined
}
