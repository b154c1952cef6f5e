import { says } from './cues.ts'

/** 「不用上门，查一下账就行」 says how it is to be done, not that it is not. */
const goesOn =
  /(?:不用|不必|不需要|无需|别|甭|我.{0,6}不)[^,，。；;]{1,10}[,，。；;\s]+(?:你们|师傅|直接|帮我|给我|先|只要|您)*[^,，。]{0,10}(?:查|修|看|弄|处理|登记|退|换|改|清|通知|拿|扫|剪|关|管|补|发)[^,，。]{0,6}(?:就行|就好|就可以|就成|即可|就够)/
const justDo =
  /\b(?:no need to|don'?t (?:need|have) to|not necessary to)\b.{0,40}\b(?:just|only)\b.{0,20}\b(?:check|fix|repair|look|change|send|refund|log|note|clean|move)/

/** 「等下，我先换个电池试试」 */
const triesFirst =
  /^(?:等|先等)(?:一?下|一?会儿?|等)?[，,。\s]*(?:先)?(?:别急|不急)?[，,。\s]*我(?:先|再|自己)|我(?:先|再).{0,10}(?:试试|看看|试一下|看一下)/

/** Whether the normalised words take a matter back. */
export const withdraws = (said: string): boolean => says(said, 'cancel') && !wishesOtherwise(said)

/** 「换了也不行，还是派人吧」 */
const wantsAfterAll =
  /还是(?:得|要|请|让|麻烦|叫|派|帮)?(?:你们|师傅|个人|人)?(?:派|来|修|看看|上门)(?!不|干)/

/** Whether they wish it done, but otherwise than one might think. */
export const wishesOtherwise = (said: string): boolean =>
  goesOn.test(said) ||
  justDo.test(said) ||
  (!says(said, 'cancel') && (triesFirst.test(said) || wantsAfterAll.test(said)))

/** 「那就不用了」, said when the trouble has gone. */
export const needsNoMore = (said: string): boolean =>
  /^(?:那|那么)(?:就|也)?(?:不用|算|不必|不需要)了?[吧啦哈。.!！~～\s]*$/.test(said)
