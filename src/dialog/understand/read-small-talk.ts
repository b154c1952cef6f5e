import type { Command, SmallTalkTopic } from '../commands/command.ts'
import { says } from './cues.ts'
import type { Turn } from './turn.ts'

/** Gives the command for greetings, thanks and the like when nothing else is said, or nothing. */
export function readSmallTalk(turn: Turn): Command[] | undefined {
  const topic = findTopic(turn)
  return topic ? [{ kind: 'small-talk', topic }] : undefined
}

function findTopic(turn: Turn): SmallTalkTopic | undefined {
  const said = turn.said.replace(
    /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|[~～!！。.，,…\s])+$/u,
    '',
  )
  if (says(said.replace(/[，,。!！\s]/g, ''), 'greeting') || says(said, 'greeting')) return 'greeting'
  if (says(said, 'whoAreYou') && said.length <= 20) return 'who-are-you'
  if (said.length <= 6 && says(said, 'goodbye')) return 'goodbye'
  if (says(said, 'thanks') && isOnlyThanks(said)) return 'thanks'
  if (says(said, 'apology') && said.length <= 10) return 'apology'
  if (
    /^(收到|知道了|明白了?|了解了?|ok|好的?|嗯+|哦+|没事了?|没什么(事)?|没别的了?|不客气|哈+|呵呵|嘿嘿|嘻嘻|👌|got it)$/.test(
      said,
    )
  )
    return 'acknowledged'
  return undefined
}

function isOnlyThanks(said: string): boolean {
  const rest = said.replace(
    /谢谢|感谢|多谢|谢啦|谢了|谢咯|辛苦了?|麻烦(你|您)?了?|费心了?|你们?|您|大家|师傅|物业|管家|啊|呀|哈|啦|哦|好的?|嗯+|行|太|非常|十分|的|了|真|thanks?|thank you|so much|a lot|very much|cheers/g,
    '',
  )
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length <= 3 && !says(said, 'fault')
}
