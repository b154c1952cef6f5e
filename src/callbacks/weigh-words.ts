import { badWords, englishBad, englishGood, goodWords, phrases, type Worth } from './answer-lexicon.ts'

/** One thing that an answer says of the service. */
export interface Weighed {
  worth: Worth
  words: string
  /** Where in the text it stands. */
  at: number
}

const denial =
  '(?:一点儿?(?:都|也)?|完全|根本|从来|压根|丝毫|绝对)?(?:并|也|都|就|真|可|又)?(?:不是(?:很|太|特别|那么)?|不够|不算|不太|不怎么|不大|不很|不见得|不能算|没(?:有)?(?:多|那么|很|太|什么)?|谈不上|称不上|算不上|说不上|毫不|毫无|未(?:必)?|不|别提)'
const strong =
  '几(?=好)|非常|很|太|特别|超级|超|十分|极其|极|相当|真的是|真的很|真的|真是|真|好(?=快|慢|差|久|贵|吵|脏|专业|负责|耐心|热情|棒|厉害|满意|舒服|烂|好)|蛮|贼|老|顶|最|无比|格外|实在是?|完全|绝对|简直|那叫一个|巨|可真|可|挺|够|一如既往地?|满|灰常|狠|忒|嘎嘎|倍儿?'
const mild = '比较|还算|还是|还|基本上?|总体|整体|算是|尚|大致|有点儿?|有些|稍微?|略微?'
const after = '透顶|至极|到底|到极点|极了|得很|得不得了|得不行|死了|爆了|透了|到家|得要命|得离谱|多了|无比'

const grammar = new RegExp(
  `(?<deny>${denial})?(?<mild>(?:${mild}))?(?<strong>(?:${strong})+)?的?(?<inner>不|没)?(?:(?<good>${goodWords})|(?<bad>${badWords}))(?<after>${after})?`,
  'g',
)
const english = new RegExp(
  `(?<deny>\\b(?:not|never|hardly|isn'?t|wasn'?t|aren'?t|weren'?t|didn'?t|don'?t|no)\\b(?: (?:been|be|feel|find|very|really|so|too|that|particularly|entirely|exactly|at all|all that|as|do|it))*)? ?(?<strong>\\b(?:very|really|so|extremely|super|incredibly|absolutely|totally|truly|most|always|highly|exceptionally)\\b)? ?(?<mild>\\b(?:pretty|quite|fairly|mostly|rather|reasonably|overall)\\b)? ?\\b(?:(?<good>${englishGood})|(?<bad>${englishBad}))\\b`,
  'g',
)

/** Finds what normalised words say of the service, in their order; nothing where they say nothing of it. */
export function weighWords(said: string): Weighed[] {
  const found: Weighed[] = []
  let rest = said
  for (const [pattern, worth] of phrases) {
    rest = rest.replace(pattern, (...match) => {
      const words = match[0] as string
      if (words === '') return ''
      const at = match.findLast(part => typeof part === 'number') as number
      if (worth !== undefined) found.push({ worth: turnDenied(said, at, worth), words, at })
      return '·'.repeat(words.length)
    })
  }
  for (const match of rest.matchAll(grammar)) {
    const worth = gradeChinese(match.groups ?? {})
    if (worth !== undefined) found.push({ worth, words: match[0], at: match.index })
  }
  for (const match of rest.matchAll(english)) {
    found.push({ worth: gradeEnglish(match.groups ?? {}), words: match[0].trim(), at: match.index })
  }
  return found.toSorted((a, b) => a.at - b.at)
}

/** 「不给力」 and "not great" are no praise, 「没有很差」 and "not terrible" no blame. */
function turnDenied(said: string, at: number, worth: Worth): Worth {
  const before = said.slice(Math.max(0, at - 24), at)
  if (worth >= 2 && deniesPraise.test(before)) return -2
  return worth <= -2 && deniesBlame.test(before) ? 1 : worth
}

const deniesPraise =
  /(不|没有?|不够|不太|不怎么|谈不上|算不上|不是很|\b(not|never|hardly|isn'?t|wasn'?t|ain'?t)( (a|so|very|really|too|exactly|all that))*) ?$/
/** What is asked with 「能不…吗」 is denied by nobody. */
const deniesBlame =
  /((?<![能岂])(不算|不是|不至于|谈不上|算不上|并不|并没有?|没有|没那么)(很|太|特别|那么)?|\b(not|never|hardly|isn'?t|wasn'?t|ain'?t)( (a|an|so|very|really|too|exactly|all that|that))*) ?$/

type Parts = Record<string, string | undefined>

function gradeChinese({ deny, mild, strong, inner, good, bad, after }: Parts): Worth | undefined {
  const degree = strong ?? (after === undefined ? '' : '很')
  const isDenied = (deny !== undefined) !== (inner !== undefined)
  if (bad !== undefined) return isDenied ? 2 : blame(bad, { isStrong: degree !== '', mild })
  if (good === undefined) return undefined
  return isDenied
    ? denyPraise({ deny, inner }, degree !== '')
    : praise(good, { strong: degree, isMild: mild !== undefined })
}

function blame(
  word: string,
  { isStrong, mild = '' }: { isStrong: boolean; mild: string | undefined },
): Worth {
  if (/有|稍|略/.test(mild)) return isMinor.test(word) ? -1 : -2
  return word === '烂' || (isStrong && isHard.test(word)) ? -3 : -2
}

/** 「非常不满意」, but 「不是非常满意」; 「谈不上满意」 is so-so. */
function denyPraise({ deny = '', inner }: Parts, isStrong: boolean): Worth {
  if (/[谈算称说]不上/.test(deny)) return 0
  return (inner !== undefined && isStrong) || whollyDenied.test(deny) ? -3 : -2
}

const isMinor = /慢|晚|久|贵|吵|脏|乱|冲|拖|麻烦|随便/

const whollyDenied = /^(一点|完全|根本|从来|压根|丝毫|绝对)/
const isHard = /不满|差|糟|烂|失望|敷衍|气|坑|坏|傲慢/
/** Of itself a weak word: 「行」「好」 may be a nod. */
const weak = /^(ok|可以|行|中|成)$/

function praise(word: string, { strong, isMild }: { strong: string; isMild: boolean }): Worth {
  const isFull = strong !== '' && !(weak.test(word) && /^(挺|够|真)$/.test(strong))
  if (isMild) return 2
  if (isFull) return 3
  return weak.test(word) && strong === '' ? 1 : 2
}

function gradeEnglish({ deny, strong, mild, bad }: Parts): Worth {
  if (bad !== undefined) return deny !== undefined ? 1 : strong !== undefined ? -3 : -2
  if (deny !== undefined) return -2
  if (mild !== undefined) return 2
  return strong !== undefined ? 3 : 2
}
