import { callbackReasons, callbackStates, callbackWays } from '../../texts/callback-words.ts'
import { currentLanguage } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'

/** Why a callback waits, goes another way, or was not asked. */
export function describeReason(reason: string): string {
  const words = callbackReasons[currentLanguage()]
  // `unreachable:blocked`: no message arrives, and there is no telephone number either.
  const [main = '', detail] = reason.split(':')
  return [words[main] ?? main, ...(detail ? [words[detail] ?? detail] : [])].join(
    currentLanguage() === 'en' ? ': ' : '：',
  )
}

export const describeState = (status: string) => callbackStates[currentLanguage()][status] ?? status

/** By which channel it was asked; empty where it was not. */
export const describeWay = (way: string | null) =>
  way === null ? '' : (callbackWays[currentLanguage()][way] ?? nameOf(way))
