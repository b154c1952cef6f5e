import { type Chances, likeliest, type SentenceSense } from '../shared/sentence-sense.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { moodCues } from './mood-cues.ts'
import { readMoodSigns } from './read-mood-signs.ts'
import type { MessageScore } from './score-message.ts'

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
  const sentiment = judgeSignOnly(spoken) ?? judgeSentiment(spoken.said, read('sentiment'))
  const emotion = judgeEmotion(spoken, sentiment, read('emotion'))
  const { label } = likeliest(read('service'))
  return {
    sentiment,
    emotion,
    angryAtService: sentiment === 'negative' && emotion !== 'anxious' && label === 'service',
  }
}

const against = ['negative', 'negatedPositive', 'sneer', 'delay', 'again', 'sad', 'harm'] as const

/** Plain words of praise and thanks lift the positive where nothing speaks against them. */
function judgeSentiment(said: string, chances: Chances): Sentiment {
  const isKind = moodCues.positive.test(said) && !against.some(cue => moodCues[cue].test(said))
  const lift = (isKind ? 3 : 1) * (moodCues.praiseAfter.test(said) ? 3 : 1)
  return likeliest({ ...chances, positive: (chances['positive'] ?? 0) * lift + (lift > 1 ? 0.05 : 0) })
    .label as Sentiment
}

function judgeEmotion({ raw }: Spoken, sentiment: Sentiment, chances: Chances): Emotion {
  if (sentiment === 'negative' && !/[\p{L}\p{N}]/u.test(raw)) {
    if (moodCues.sadSign.test(raw)) return 'sad'
    return moodCues.anxiousSign.test(raw) ? 'anxious' : 'angry'
  }
  const allowed = felt[sentiment].map(emotion => [emotion, chances[emotion] ?? 0] as const)
  return likeliest(Object.fromEntries(allowed)).label as Emotion
}
