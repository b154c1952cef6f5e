import { type Chances, likeliest, type SentenceSense } from '../shared/sentence-sense.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import type { MessageScore } from './score-message.ts'
import { moodCues } from './mood-cues.ts'
import { readMoodSigns } from './read-mood-signs.ts'

/** A message as written and normalised. */
export interface Spoken {
  raw: string
  said: string
}

const moodWords = [
  'positive',
  'negative',
  'harm',
  'frightening',
  'anxious',
  'sad',
  'sneer',
  'delay',
  'negatedPositive',
] as const

/** Whether any word of mood is in the normalised text. */
export const hasMood = (said: string): boolean => moodWords.some(cue => moodCues[cue].test(said))

/** Emoji and punctuation without a word. */
function judgeSignOnly({ raw, said }: Spoken): Sentiment | undefined {
  if (/[\p{L}\p{N}]/u.test(said.replace(/\[[^\]]*\]/g, ''))) return undefined
  if (moodCues.angrySign.test(raw) || moodCues.sadSign.test(raw) || moodCues.anxiousSign.test(raw))
    return 'negative'
  return moodCues.pleasedSign.test(raw) || moodCues.laughSign.test(raw) ? 'positive' : 'neutral'
}

/** Which feelings may go with a sentiment. */
const felt: Record<Sentiment, readonly Emotion[]> = {
  positive: ['pleased'],
  neutral: ['neutral', 'anxious'],
  negative: ['angry', 'anxious', 'sad', 'neutral'],
}

/** Gives the mood of one message by itself. */
export function judgeMood(spoken: Spoken, sense: SentenceSense): MessageScore {
  const signs = readMoodSigns(spoken.raw, spoken.said)
  const read = (head: 'sentiment' | 'emotion' | 'service') => sense.read(head, spoken.said, signs)
  const sentiment = judgeSignOnly(spoken) ?? (likeliest(read('sentiment')).label as Sentiment)
  const emotion = judgeEmotion(spoken, sentiment, read('emotion'))
  const { label } = likeliest(read('service'))
  return {
    sentiment,
    emotion,
    angryAtService: sentiment === 'negative' && emotion !== 'anxious' && label === 'service',
  }
}

function judgeEmotion({ raw }: Spoken, sentiment: Sentiment, chances: Chances): Emotion {
  if (sentiment === 'negative' && !/[\p{L}\p{N}]/u.test(raw)) {
    if (moodCues.sadSign.test(raw)) return 'sad'
    return moodCues.anxiousSign.test(raw) ? 'anxious' : 'angry'
  }
  const allowed = felt[sentiment].map(emotion => [emotion, chances[emotion] ?? 0] as const)
  return likeliest(Object.fromEntries(allowed)).label as Emotion
}
