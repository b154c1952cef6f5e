import type { MessageScore } from './score-message.ts'

/** Words that end a bad mood although they are neutral themselves. */
const calming =
  /不急|没事|没关系|不用了|不要紧|算了|慢慢来|知道了|好嘞|辛苦|谢|多谢|感谢|no (?:rush|worries|problem)|thank|never ?mind/iu

/**
 * Mood of a message within its talk: a bare 「对」 or 「15栋」 after a complaint is said in the mood of the complaint.
 * A message with a mood of its own, or with calming words, keeps its own.
 */
export function carryMood(previous: MessageScore | undefined, own: MessageScore, text: string): MessageScore {
  if (!previous || own.sentiment !== 'neutral' || own.emotion !== 'neutral' || calming.test(text)) return own
  return previous.sentiment === 'negative' ? previous : own
}
