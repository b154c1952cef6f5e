import { normaliseText } from '../shared/normalise-text.ts'
import { loadTextModel, predictLabels, type TextModel } from '../shared/text-model.ts'
import type { Emotion, Sentiment } from '../shared/vocabulary.ts'
import { moodCues } from './mood-cues.ts'
import type { MessageScore, ScoreMessage } from './score-message.ts'

interface Models {
  sentiment: TextModel
  emotion: TextModel
  service: TextModel
}

type Weights<Label extends string> = Record<Label, number>

/** Gives the scorer of messages; loads about half a megabyte of models once. Throws when a model is missing. */
export async function createMessageScorer(): Promise<ScoreMessage> {
  const models: Models = {
    sentiment: loadTextModel('sentiment'),
    emotion: loadTextModel('emotion'),
    service: loadTextModel('service-anger'),
  }
  return (text, earlier = []) => {
    const own = scoreAlone(text, models)
    return earlier.length > 0 && (isBareAnswer(text) || politeNod.test(text))
      ? carryMood(earlier, models)
      : own
  }
}

const politeNod =
  /^(?:嗯+|好+的?|行|可以|对|ok|OK)?[\s，,]*(?:谢谢|谢啦|麻烦了?|辛苦了?|好嘞|好的)[啊哈了啦\s。！~～]*$/
const calmScore: MessageScore = { sentiment: 'neutral', emotion: 'neutral', angryAtService: false }

/** A bare answer is no mood of its own: the latest message that says something gives it. */
function carryMood(earlier: readonly string[], models: Models): MessageScore {
  const matter = earlier.findLast(text => !isBareAnswer(text))
  if (matter === undefined) return calmScore
  const score = scoreAlone(matter, models)
  const harm = moodOfHarm(normaliseText(matter))
  if (score.sentiment === 'negative')
    return harm && (score.emotion === 'neutral' || harm.emotion === 'anxious') ? harm : score
  return harm ?? calmScore
}

/** What was told calmly may still be a thing that frightens or vexes. */
function moodOfHarm(said: string): MessageScore | undefined {
  if (moodCues.calm.test(said)) return undefined
  if (moodCues.frightening.test(said))
    return { sentiment: 'negative', emotion: 'anxious', angryAtService: false }
  if (moodCues.harm.test(said))
    return { sentiment: 'negative', emotion: 'angry', angryAtService: moodCues.delay.test(said) }
  return undefined
}

/** Short, without mood words or a question: a place, a time, a yes. */
function isBareAnswer(text: string): boolean {
  const said = normaliseText(text)
  if (
    said.length > 24 ||
    moodCues.question.test(said) ||
    moodCues.calm.test(said.replace(/没事|没关系/g, ''))
  )
    return false
  if (hasMood(said)) return false
  return (
    !/谢|取消|撤|催|单号|编号|进度|update|打扰|满分|[0-9一二三四五]分/.test(said) &&
    !moodCues.notice.test(said)
  )
}

const hasMood = (said: string) =>
  (
    [
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
  ).some(cue => moodCues[cue].test(said))

function scoreAlone(text: string, models: Models): MessageScore {
  const said = normaliseText(text)
  const sentiment = judgeSentiment(text, said, models)
  const emotion = judgeEmotion(text, said, { sentiment, model: models.emotion })
  const service = sentiment === 'negative' && judgeService(said, emotion, models.service)
  return { sentiment, emotion, angryAtService: service }
}

const labelled = <Label extends string>(model: TextModel, said: string): Weights<Label> => {
  const chances = predictLabels(model, said)
  return Object.fromEntries(
    model.labels.map((label, index) => [label, Math.log((chances[index] ?? 0) + 0.02)]),
  ) as Weights<Label>
}

const top = <Label extends string>(weights: Weights<Label>): Label =>
  (Object.entries(weights) as [Label, number][]).toSorted((a, b) => b[1] - a[1])[0]?.[0] as Label

function judgeSentiment(raw: string, said: string, models: Models): Sentiment {
  const sign = judgeSignOnly(raw, said)
  if (sign) return sign
  const weights = labelled<Sentiment>(models.sentiment, said)
  const cues = moodCues
  const add = (when: boolean, label: Sentiment, weight: number) => {
    if (when) weights[label] += weight
  }
  const delayed = cues.delay.test(said) && cues.service.test(said)
  const sneers = cues.sneer.test(said) || cues.sneerSign.test(raw)
  const reversed = sneers && (cues.service.test(said) || delayed)
  add(cues.pleasedSign.test(raw) && !reversed, 'positive', 2)
  add(cues.angrySign.test(raw), 'negative', 3)
  add(cues.sadSign.test(raw) || cues.anxiousSign.test(raw), 'negative', 1.2)
  if (!cues.negatedPositive.test(said) && !reversed)
    weights.positive += 2 * Math.min(2, countHits(said, cues.positive))
  add(cues.laughSign.test(raw) && !reversed, 'positive', 0.8)
  add(cues.negatedPositive.test(said), 'negative', 2)
  add(cues.praiseAfter.test(said) && !cues.angrySign.test(raw), 'positive', 4)
  add(cues.negative.test(said), 'negative', 1.6)
  add(reversed, 'negative', 2.2)
  add(delayed, 'negative', 1.3)
  add(cues.sad.test(said), 'negative', 0.8)
  add(cues.question.test(said) && !cues.negative.test(said) && !reversed && !delayed, 'neutral', 1.8)
  add(cues.notice.test(said) || cues.calm.test(said), 'neutral', 1)
  add(!hasMood(said), 'neutral', 1.2)
  return top(weights)
}

const countHits = (said: string, pattern: RegExp) => [...said.matchAll(new RegExp(pattern, 'g'))].length

/** Emoji and punctuation without a word. */
function judgeSignOnly(raw: string, said: string): Sentiment | undefined {
  if (/[\p{L}\p{N}]/u.test(said.replace(/\[[^\]]*\]/g, ''))) return undefined
  if (moodCues.angrySign.test(raw) || moodCues.sadSign.test(raw) || moodCues.anxiousSign.test(raw))
    return 'negative'
  return moodCues.pleasedSign.test(raw) || moodCues.laughSign.test(raw) ? 'positive' : 'neutral'
}

interface EmotionContext {
  sentiment: Sentiment
  model: TextModel
}

function judgeEmotion(raw: string, said: string, context: EmotionContext): Emotion {
  if (context.sentiment === 'positive') return 'pleased'
  const weights = labelled<Emotion>(context.model, said)
  if (moodCues.anxious.test(said) || moodCues.anxiousSign.test(raw)) weights.anxious += 2
  if (moodCues.sad.test(said) || moodCues.sadSign.test(raw)) weights.sad += 2
  if (moodCues.negative.test(said) || moodCues.angrySign.test(raw)) weights.angry += 1.5
  weights.pleased -= 3
  if (context.sentiment === 'neutral') {
    weights.neutral += moodCues.anxious.test(said) ? 1 : 2.5
    weights.angry -= 3
    weights.sad -= 2
  } else if (moodCues.negative.test(said) || moodCues.sneer.test(said) || moodCues.delay.test(said)) {
    weights.neutral -= 2
    weights.angry += 0.7
  } else weights.neutral += 2
  return top(weights)
}

function judgeService(said: string, emotion: Emotion, model: TextModel): boolean {
  if (emotion === 'anxious') return false
  const weights = labelled<'service' | 'not'>(model, said)
  const addressed = /物业|你们|贵司|管家|前台|客服|报修|维修|保安/.test(said)
  if (moodCues.service.test(said)) weights.service += addressed ? 2.2 : 1.2
  if (moodCues.delay.test(said) || moodCues.sneer.test(said)) weights.service += 2
  if (moodCues.neighbour.test(said) && !addressed) weights.not += 2.5
  return weights.service > weights.not
}
