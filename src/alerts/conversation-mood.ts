import type { LineJudgement } from './line-judgement.ts'

/** A resident's own line in a private talk. */
export interface SpokenLine {
  atMs: number
  text: string
  judgement: LineJudgement
}

export type Upset = 'despair' | 'threat' | 'anger'

/** Older words have faded: half their weight after so many further lines. */
const fade = 0.8
const angerFrom = 1.9
const within = 24 * 3_600_000

const despair =
  /不想活|活不下去|活着没意思|活着(?:有什么|还有啥)意思|想死(?!你|我了)|去死算了|自杀|轻生|跳(?:楼|下去)算|一了百了|结束(?:生命|自己)|割腕|吃安眠药|遗书|没有活路|撑不下去了|kill myself|end my life|want to die/iu
/** Stories, drills and figures of speech are none. */
const notOwn = /有人(?:要)?跳楼|新闻|演习|电影|剧里|吓得|笑得|累得|热得|饿得|美得|开玩笑|哈哈/u

/**
 * Gives what the latest lines of one resident show: despair and threats by a single one, anger only when it lasts over several.
 * Undefined: nothing that a person must look at.
 */
export function judgeConversation(lines: readonly SpokenLine[]): Upset | undefined {
  const last = lines.at(-1)
  if (!last) return undefined
  if (soundsDesperate(last.text)) return 'despair'
  if (last.judgement.isPasted) return undefined
  if (isThreat(last)) return 'threat'
  const recent = lines.filter(({ atMs }) => atMs > last.atMs - within).slice(-12)
  return isAngry(last) && hasLasted(recent) ? 'anger' : undefined
}

/** Whether somebody despairs, in words that are their own. */
export const soundsDesperate = (text: string): boolean => despair.test(text) && !notOwn.test(text)

/** Whether words are such that nobody should wait for them to be looked at. */
export function isPressing(judge: (text: string) => LineJudgement, text: string): boolean {
  if (despair.test(text) || threatens.test(text)) return true
  const judgement = judge(text)
  return isAngry({ judgement })
}

const isAngry = ({ judgement }: Pick<SpokenLine, 'judgement'>) =>
  judgement.service >= judgement.threshold && !judgement.isPasted

function isThreat(line: SpokenLine): boolean {
  const { cues } = line.judgement
  if (asksOnly.test(line.text) && !cues.has('abuse') && !threatens.test(line.text)) return false
  return cues.has('authority') && !cues.has('praise') && (isAngry(line) || threatens.test(line.text))
}

function hasLasted(recent: readonly SpokenLine[]): boolean {
  const weightOf = (line: SpokenLine) => (isAngry(line) ? 1 : line.judgement.cues.has('praise') ? -0.5 : 0)
  const score = recent.reduce((sum, line) => sum * fade + weightOf(line), 0)
  return recent.filter(isAngry).length >= 3 && score >= angerFrom
}

/** Who asks what an office is or how it is reached threatens nobody yet. */
const asksOnly = /是什么|是啥|什么电话|怎么(?:打|联系|走)|号码|(?:在|去)哪/u
const threatens =
  /(?:打|拨|找|投诉|举报|曝光|反映|起诉|告|发|上).{0,8}(?:12[13][14]5|住建|消协|媒体|记者|电视台|律师|法院|抖音|热搜)|(?:律师函|法院见|起诉你们|曝光你们)|12345.{0,6}(?:见|投诉|打)/u
