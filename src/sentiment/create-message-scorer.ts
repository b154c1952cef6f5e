import { normaliseText } from '../shared/normalise-text.ts'
import { createSentenceSense, type SentenceSense } from '../shared/sentence-sense.ts'
import type { Emotion } from '../shared/vocabulary.ts'
import { complains } from './complains.ts'
import { hasMood, judgeMood } from './judge-mood.ts'
import { moodCues } from './mood-cues.ts'
import type { MessageScore, ScoreMessage } from './score-message.ts'

interface ScorerParts {
  /** Reads what messages mean; without one that has an embedder the scorer knows words alone. */
  sense?: SentenceSense
  /** Whether a message reports a danger: what follows it is said in fear. */
  isDanger?: (text: string) => boolean
  /** What a message is about: trouble told calmly is trouble still. */
  readMatter?: (text: string) => Matter
}

type Matter = 'repair' | 'complaint' | 'request' | 'suggestion' | 'question' | 'praise' | 'chat'

/** Gives the scorer of messages; loads about 2 MB of models once. Throws when a model is missing. */
export async function createMessageScorer({
  sense = createSentenceSense(),
  isDanger = () => false,
  readMatter = () => 'chat',
}: ScorerParts = {}): Promise<ScoreMessage> {
  const models: ScorerModels = { sense, isDanger, readMatter }
  const score = (text: string, earlier: readonly string[] = []): MessageScore =>
    earlier.length === 0 ? scoreAlone(text, models) : scoreInTalk(text, earlier, models)
  return Object.assign(score, {
    prepare: (texts: readonly string[]) => sense.prepare(texts.map(normaliseText)),
  })
}

interface ScorerModels {
  sense: SentenceSense
  isDanger(text: string): boolean
  readMatter(text: string): Matter
}

function scoreAlone(text: string, { sense }: ScorerModels): MessageScore {
  const said = normaliseText(text)
  if (moodCues.joke.test(said) && moodCues.laughSign.test(text)) return pleasedScore
  const score = judgeMood({ raw: text, said }, sense)
  if (moodCues.fullMarks.test(said) && !complains(text)) return pleasedScore
  return moodCues.fewMarks.test(said) && score.sentiment !== 'negative' ? { ...score, ...displeased } : score
}

const pleasedScore: MessageScore = { sentiment: 'positive', emotion: 'pleased', angryAtService: false }
const displeased = { sentiment: 'negative', emotion: 'neutral' } as const

interface Remark {
  text: string
  said: string
  earlier: readonly string[]
  models: ScorerModels
}

/** In a talk about a matter a further remark is read in its light. */
function scoreInTalk(text: string, earlier: readonly string[], models: ScorerModels): MessageScore {
  const remark: Remark = { text, said: normaliseText(text), earlier, models }
  if (isThankfulNod(remark.said) && !models.isDanger(earlier.at(-1) ?? '')) return scoreThanks(text, models)
  const score = scoreAlone(text, models)
  if (isCalming(remark, score)) return calmDown(remark, score)
  if (isBareAnswer(text)) return carryMood(earlier, models)
  if (score.sentiment === 'positive') return score
  if (earlier.some(words => bereaved.test(normaliseText(words)))) return sadScore
  return score.sentiment === 'neutral' ? colour(score, remark) : temper(score, remark)
}

function calmDown({ text, said }: Remark, score: MessageScore): MessageScore {
  if (moodCues.relief.test(said) && moodCues.laughSign.test(text)) return pleasedScore
  return score.sentiment === 'positive' ? score : calmScore
}

function isCalming({ text, said }: Remark, score: MessageScore): boolean {
  if (moodCues.relief.test(said) || (moodCues.calm.test(said) && said.length <= 12)) return true
  return withdraws.test(said) && (score.emotion !== 'angry' || !complains(text))
}

/** A remark without a mood of its own. */
function colour(score: MessageScore, { said, earlier, models }: Remark): MessageScore {
  const isTold = isTrouble(earlier, models)
  if (isTold && moodCues.anxious.test(said)) return { ...score, sentiment: 'negative', emotion: 'anxious' }
  if (isTold && moodCues.negative.test(said)) return { ...score, sentiment: 'negative', emotion: 'angry' }
  return goesOn.test(said) && said.length <= 16 ? carryMood(earlier, models) : score
}

const isTrouble = ([first = '']: readonly string[], { readMatter }: ScorerModels): boolean =>
  ['repair', 'complaint'].includes(readMatter(first))

const polite = /麻烦|(?<!申)请(?!问)|谢谢|有空|就(?:可以|行|好)/

/** What is told on in a complaint is said in anger, or in fear; a further word on a broken thing is angry only when it says so. */
function temper(score: MessageScore, { text, said, earlier: [first = ''], models }: Remark): MessageScore {
  const isVexed = complains(text)
  const isComplaint = models.readMatter(first) === 'complaint'
  if (score.emotion === 'angry' && !isVexed && (!isComplaint || polite.test(said)))
    return { ...score, emotion: 'neutral', angryAtService: false }
  if (score.emotion !== 'neutral') return score
  if (moodCues.anxious.test(said)) return { ...score, emotion: 'anxious' }
  return isComplaint || isVexed ? { ...score, emotion: 'angry' } : score
}

/** A yes with a few words about the same matter. */
const goesOn = /^(?:对|嗯|是|好|行|没错|yes)[的啊呀呢，, ]/
const withdraws = /算了|不用(?:来|了|修|弄)|取消|撤(?:单|掉|销|了|回|吧)|不(?:报|修|装|要)了|又好了/
/** 「报修：…」 is put as a form is filled in. */
const formal = /^(?:我(?:要|想))?报修[一下个:：，, ]/
const isThankfulNod = (said: string) => politeNod.test(said) && /谢|辛苦|麻烦|please/.test(said)

/** Thanks for being heard: not the mood of the matter any more. */
function scoreThanks(text: string, models: ScorerModels): MessageScore {
  const score = scoreAlone(text, models)
  return score.sentiment === 'positive' &&
    !/^(?:嗯|好|行|可以|对|麻烦|ok|yes|please)/i.test(normaliseText(text))
    ? score
    : calmScore
}

const sadScore: MessageScore = { sentiment: 'negative', emotion: 'sad', angryAtService: false }
const calmScore: MessageScore = { sentiment: 'neutral', emotion: 'neutral', angryAtService: false }
const politeNod =
  /^(?:嗯+|好+的?|行|可以|对|ok|OK|yes)?[\s，,]*(?:谢谢|谢啦|麻烦了?|麻烦办一下|辛苦了?|好嘞|好的|please)[啊哈了啦\s。！~～]*$/i

/** A bare answer is no mood of its own: the latest message that says something gives it. */
function carryMood(earlier: readonly string[], models: ScorerModels): MessageScore {
  const matter = earlier.findLast(text => !isBareAnswer(text)) ?? earlier[0]
  if (matter === undefined) return calmScore
  if (models.isDanger(matter)) return { sentiment: 'negative', emotion: 'anxious', angryAtService: false }
  const said = normaliseText(matter)
  if (bereaved.test(said)) return sadScore
  if (withdraws.test(said) || formal.test(said) || moodCues.calm.test(said) || moodCues.relief.test(said))
    return calmScore
  const score = scoreAlone(matter, models)
  switch (models.readMatter(matter)) {
    case 'repair':
      return { ...score, sentiment: 'negative', emotion: emotionOfFault(said, score) }
    case 'complaint':
      return { ...score, sentiment: 'negative', emotion: emotionOfComplaint(said, score) }
    case 'request':
    case 'suggestion':
    case 'question':
      return calmScore
    default:
      if (moodCues.frightening.test(said))
        return { sentiment: 'negative', emotion: 'anxious', angryAtService: false }
      return score.sentiment === 'negative' ? score : calmScore
  }
}

/** A broken thing alone makes nobody angry; people and waiting do. */
const vexes = (said: string) =>
  (['negative', 'sneer', 'protest', 'delay'] as const).some(cue => moodCues[cue].test(said))

function emotionOfFault(said: string, { emotion }: MessageScore): Emotion {
  if (moodCues.protest.test(said)) return 'angry'
  if (moodCues.frightening.test(said) || (emotion === 'anxious' && moodCues.anxious.test(said)))
    return 'anxious'
  return emotion === 'angry' && vexes(said) ? 'angry' : 'neutral'
}

/** Who complains of people is vexed by them, unless afraid. */
const emotionOfComplaint = (said: string, { emotion }: MessageScore): Emotion =>
  (moodCues.frightening.test(said) || (emotion === 'anxious' && moodCues.anxious.test(said))) && !vexes(said)
    ? 'anxious'
    : 'angry'

const bereaved =
  /去世|过世|(?:老伴|孩子|儿子|女儿|爱人|爸|妈|爷爷|奶奶|老公|老婆).{0,3}(?:走了(?!一|半)|没了|不在了)/

/** A place, a time, a yes or a nod: short, without a word of mood and without a question. */
function isBareAnswer(text: string): boolean {
  if (politeNod.test(text)) return true
  const said = normaliseText(text)
  const plain = said.replace(/没事|没关系|没摔着|没出事|没伤着/g, '')
  if (said.length > 24 || moodCues.question.test(plain) || moodCues.calm.test(plain) || hasMood(plain))
    return false
  if (moodCues.broken.test(plain) && said.length > 10) return false
  return (
    !/谢|取消|撤(?:单|掉|销|了|回)|先撤|催|单号|编号|进度|update|打扰|满分|[0-9一二三四五]分/.test(said) &&
    !moodCues.notice.test(said)
  )
}
