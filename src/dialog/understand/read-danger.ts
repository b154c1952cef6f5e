import { type DangerModel, loadDangerModel } from '../../shared/danger-model.ts'
import { readNgrams } from '../../shared/sense-model.ts'
import { likeliest, type SentenceSense } from '../../shared/sentence-sense.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import { tellsOfNow } from './recognise-danger.ts'

/** A name or a code alone tells of nothing. */
function hasWords(said: string): boolean {
  const han = said.match(/\p{Script=Han}/gu)?.length ?? 0
  return han >= 3 || (said.match(/[a-z']{2,}/g)?.length ?? 0) >= 4
}

/** The vector is of a Chinese model and knows little of English: without a word of harm nothing is heard. */
const isHarmlessEnglish = (said: string): boolean => !/\p{Script=Han}/u.test(said) && !harm.test(said)
const harm =
  /\b(?:fires?|flames?|smok\w*|burn\w*|gas|explo\w+|shock\w*|electrocut\w*|spark\w*|flood\w*|pouring|gushing|burst|trapped|stuck|lift|elevator|hurt|injur\w+|bleed\w*|blood|unconscious|collaps\w+|faint\w*|breath\w*|chok\w+|drown\w*|knife|gun|weapon|intruder|burglar|break\w* in\w*|broke in\w*|attack\w*|fight\w*|beat\w*|stab\w*|scream\w*|fall\w*|fell|missing|lost|jump\w*|di(?:e|ed|ying)|kill\w*|help|ambulance|police)\b/

/** Whoever says that there is no hurry reports no danger. */
const calm = /不急|不着急|不用急|不用管|随口|顺便|no rush|not urgent/

/** 灯管烧了 is a lamp that is out. */
const burntOut =
  /(?:灯泡?|灯管|灯带|保险丝|主板|电机|马达|镇流器|适配器|线圈)(?:都|又|给|全)?(?:烧|爆)(?:了|坏|掉|没)/
/** A lift that shakes is a report for today; somebody in it who cannot get out is a danger. */
const shakyLift = /(?:电梯|货梯|客梯|轿厢).{0,12}(?:抖|晃|震|响|咣|哐|沉|颠)/
const stuck = /困|卡|关在|停|打不开|不开|里面|里头|坠|夹|出不|有人|个人|孩|老人|奶奶|爷爷|烟|火/
const burning = /火|烟|焦|味|触|麻|响/

/** Charging over a wire out of the window is forbidden and not yet on fire. */
const flyingWire = /飞线|(?:电动|电瓶)车.{0,8}(?:推|骑|进|上)(?:上)?(?:楼|电梯)/

const isMereFault = (said: string) =>
  (flyingWire.test(said) && !burning.test(said)) ||
  (burntOut.test(said) && !burning.test(said)) ||
  (shakyLift.test(said) && !stuck.test(said))

/**
 * Gives the second voice beside the danger rules: a head trained on sentences of danger and their near-misses, for wordings
 * that no rule knows. It runs in this process and reads words alone where the vector is missing; the rules need neither.
 */
export function createDangerReader(
  sense: SentenceSense,
  model: DangerModel = loadDangerModel(),
): (said: string) => DangerKind | undefined {
  const { header } = model
  return said => {
    if (
      !hasWords(said) ||
      isHarmlessEnglish(said) ||
      calm.test(said) ||
      isMereFault(said) ||
      !tellsOfNow(said)
    )
      return undefined
    const vector = sense.vectorOf(said)
    const form = vector ? 'whole' : 'plain'
    const features = { ngrams: readNgrams(said, header.buckets), signs: [], ...(vector ? { vector } : {}) }
    if ((model[form].happens(features)['danger'] ?? 0) < header.threshold[form]) return undefined
    return likeliest(model[form].kind(features)).label as DangerKind
  }
}
