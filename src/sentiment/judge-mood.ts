import type { SenseHead, SentenceSense } from '../shared/sentence-sense.ts'
import { predictLabels, type TextModel } from '../shared/text-model.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { moodCues } from './mood-cues.ts'

export interface MoodModels {
  sentiment: TextModel
  emotion: TextModel
  service: TextModel
  /** Reads the whole sentence where the embedder is there and the text was made ready. */
  sense?: SentenceSense
}

/** A message as written and normalised. */
export interface Spoken {
  raw: string
  said: string
}

type Weights<Label extends string> = Record<Label, number>

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

/** The n-gram model's share of the voice where the meaning of the sentence is read too. */
const ngramShare = 0.35
const senseVoice = 1.4

function weigh<Label extends string>(models: MoodModels, head: MoodHead, said: string): Weights<Label> {
  const model = models[head]
  const chances = predictLabels(model, said)
  const read = models.sense?.read(head, said)
  const weights = model.labels.map((label, index) => {
    const chance = chances[index] ?? 0
    if (!read) return [label, Math.log(chance + 0.02)]
    const mixed = ngramShare * chance + (1 - ngramShare) * (read[label] ?? 0)
    return [label, senseVoice * Math.log(mixed + 0.02)]
  })
  return Object.fromEntries(weights) as Weights<Label>
}

type MoodHead = Extract<SenseHead, 'sentiment' | 'emotion' | 'service'>

const top = <Label extends string>(weights: Weights<Label>): Label =>
  (Object.entries(weights) as [Label, number][]).toSorted((a, b) => b[1] - a[1])[0]?.[0] as Label

const countHits = (said: string, pattern: RegExp) => [...said.matchAll(new RegExp(pattern, 'g'))].length

/** Emoji and punctuation without a word. */
function judgeSignOnly({ raw, said }: Spoken): Sentiment | undefined {
  if (/[\p{L}\p{N}]/u.test(said.replace(/\[[^\]]*\]/g, ''))) return undefined
  if (moodCues.angrySign.test(raw) || moodCues.sadSign.test(raw) || moodCues.anxiousSign.test(raw))
    return 'negative'
  return moodCues.pleasedSign.test(raw) || moodCues.laughSign.test(raw) ? 'positive' : 'neutral'
}

interface MoodReading {
  isKind: boolean
  isNegated: boolean
  reversed: boolean
  delayed: boolean
  complains: boolean
}

/** Praise of a service that is late is a sneer. */
function readMood({ raw, said }: Spoken): MoodReading {
  const delayed = moodCues.delay.test(said) && moodCues.service.test(said)
  const sneers = moodCues.sneer.test(said) || moodCues.sneerSign.test(raw)
  const reversed = sneers && (moodCues.service.test(said) || delayed)
  const isNegated = moodCues.negatedPositive.test(said)
  const complains = moodCues.negative.test(said) || reversed || delayed
  return { isKind: !reversed && !isNegated, isNegated, reversed, delayed, complains }
}

type Addition = readonly [boolean, Sentiment, number]

/** Gives the sentiment: the model's voice with what single words and signs add. */
export function judgeSentiment(spoken: Spoken, models: MoodModels): Sentiment {
  const sign = judgeSignOnly(spoken)
  if (sign) return sign
  const weights = weigh<Sentiment>(models, 'sentiment', spoken.said)
  const mood = readMood(spoken)
  for (const [holds, label, weight] of [...addKindness(spoken, mood), ...addRest(spoken, mood)])
    if (holds) weights[label] += weight
  return top(weights)
}

function addKindness({ raw, said }: Spoken, { isKind, complains }: MoodReading): Addition[] {
  return [
    [isKind && moodCues.pleasedSign.test(raw), 'positive', 2],
    [isKind, 'positive', 2 * Math.min(2, countHits(said, moodCues.positive))],
    [isKind && moodCues.strongPositive.test(said), 'positive', 3.5],
    [isKind && !complains && moodCues.laughSign.test(raw), 'positive', 2],
    [moodCues.praiseAfter.test(said), 'positive', 4],
  ]
}

function addRest({ raw, said }: Spoken, mood: MoodReading): Addition[] {
  return [
    [moodCues.angrySign.test(raw), 'negative', 3],
    [moodCues.sadSign.test(raw) || moodCues.anxiousSign.test(raw), 'negative', 1.2],
    [mood.isNegated, 'negative', 2],
    [moodCues.negative.test(said), 'negative', 1.6],
    [mood.reversed, 'negative', 2.2],
    [mood.delayed, 'negative', 1.5],
    [moodCues.sad.test(said), 'negative', 0.8],
    [moodCues.strongFear.test(said), 'negative', 1.5],
    [moodCues.question.test(said) && !mood.complains, 'neutral', 1.8],
    [moodCues.notice.test(said) || moodCues.calm.test(said), 'neutral', 1],
    [!hasMood(said), 'neutral', 1.8],
    [moodCues.again.test(said), 'negative', 2],
    [moodCues.relief.test(said), 'neutral', 3],
    [moodCues.relief.test(said) && moodCues.laughSign.test(raw), 'positive', 3.5],
  ]
}

/** Gives the emotion that goes with the sentiment. */
export function judgeEmotion({ raw, said }: Spoken, sentiment: Sentiment, models: MoodModels): Emotion {
  if (sentiment === 'positive') return 'pleased'
  const cues = moodCues
  const isNeutral = sentiment === 'neutral'
  const isAnxious = cues.anxious.test(said) || cues.strongFear.test(said) || cues.anxiousSign.test(raw)
  const additions: readonly (readonly [boolean, Emotion, number])[] = [
    [isAnxious, 'anxious', 2.5],
    [cues.sad.test(said) || cues.sadSign.test(raw), 'sad', 2.5],
    [cues.negative.test(said) || cues.angrySign.test(raw) || cues.sneer.test(said), 'angry', 1.5],
    [cues.delay.test(said) || cues.protest.test(said), 'angry', 1],
    [!isNeutral, 'neutral', -1],
    [isNeutral && !isAnxious, 'neutral', 2.5],
    [isNeutral, 'angry', -3],
    [isNeutral, 'sad', -2],
    [true, 'pleased', -3],
  ]
  const weights = weigh<Emotion>(models, 'emotion', said)
  for (const [holds, label, weight] of additions) if (holds) weights[label] += weight
  return top(weights)
}

/** Whether a negative message is discontent with the service. */
export function judgeService(said: string, emotion: Emotion, models: MoodModels): boolean {
  if (emotion === 'anxious') return false
  const addressed = /物业|你们|贵司|管家|前台|客服|报修|维修|保安/.test(said)
  const additions: readonly (readonly [boolean, 'service' | 'not', number])[] = [
    [moodCues.service.test(said), 'service', addressed ? 2.2 : 1.2],
    [moodCues.delay.test(said) || moodCues.sneer.test(said), 'service', 2],
    [moodCues.neighbour.test(said) && !addressed, 'not', 2.5],
  ]
  const weights = weigh<'service' | 'not'>(models, 'service', said)
  for (const [holds, label, weight] of additions) if (holds) weights[label] += weight
  return weights.service > weights.not
}
