import { normaliseText } from '../../shared/normalise-text.ts'
import { type Chances, likeliest } from '../../shared/sentence-sense.ts'
import type { Command, TicketDraft } from '../commands/command.ts'
import { classifyCategory } from './classify-category.ts'
import { says } from './cues.ts'
import {
  type Act,
  dangerCategory,
  dangerKindOf,
  isIndoors,
  judgeKind,
  judgePriority,
} from './judge-ticket.ts'
import { readAppointment } from './read-contact.ts'
import { readPlace } from './read-place.ts'
import { splitMatters } from './split-matters.ts'
import type { Turn } from './turn.ts'

/** What a stretch of talk does: one of the ticket acts, or something that opens none. */
export type Reading = Act | 'question' | 'praise' | 'chat'

const ownAccount =
  /从来|按时|凭什么|多(收|扣|算|交)|重复|算错|不对|查(一下|清楚|查|下)|怎么(多|又|这么|突然|变|涨|比|.{0,12}(?:变成|涨到|跳到|多了|翻倍|翻了))|为什么(收|扣|多|涨|又|还)|退(给)?我|没(退|到账)|已经交|交过|扣了我|收了我|明明/
const asksService =
  /来收|收走|拉走|拖走|搬走|运走|抬走|上门|能来|来(人|一趟|个)|留(个|张|一)|给(我)?(留|约|订|登记|报)|帮我|预约|报名|登记|要不要.{0,6}(报备|登记|申请|备案)|想(约|订|办|借|租|开|报|打)|搬|办(一?张|个|一下)/
const wantsDone =
  /(能|可以|可不可以|能不能).{0,8}(帮|反映|处理|修|派|解决|安排|过来|上门|来(?:看|人|个|拖|拉|收|搬|取|运|抬|换|装|弄|清|扫|通|查|检)|send)|\b(?:can|could|would|will) (?:you|the|someone|somebody|anyone|an?)\b.{0,30}\b(?:check|fix|come|look|repair|help|send|collect|pick up|remove|move|bring|take|clean|unlock|open up|install|change|replace|hand|arrange|sort|deliver|put|hold|keep|lend)\b/
const planned =
  /我(家|们|想|要|打算|准备)|家里(做|要|想|装)|下(周|个?月)|明天|后天|周[一二三四五六日末]|礼拜|星期|\d+[号日]/

/** From here on the heads, which know what the rules find, decide alone. */
const sure = 0.35

/** Gives what the normalised words do, taken by themselves. */
export function readAct(words: string, turn: Pick<Turn, 'evidence' | 'request'>): Reading {
  const bare = words.replace(takesDown, '')
  const said = bare.length >= 6 && isFault(bare) ? bare : words
  const ruled = readRuledAct(said)
  if (ruled) return ruled
  const chances = weighActs(turn.evidence.move(said, 'nothing-open'))
  const { label, chance } = likeliest(chances)
  if (chance >= (label === 'chat' ? sureOfTalk(said, turn) : sure) && !losesFault(said, label))
    return label as Reading
  return readPlainAct(said, chances) ?? readUnsure(said, turn, label as Reading)
}

/** 「你直接登记就行：…」 asks for no more than to be heard. */
const takesDown =
  /(?:你|您)?(?:直接|帮我|给我|麻烦|帮忙)?(?:登记|记录|报修|报个修)(?:一下|下|就行|就好|就可以)+[：:，,。\s]*/

/** Wordings that mean one thing whatever else is said. */
function readRuledAct(said: string): Reading | undefined {
  if (isTale(said)) return 'chat'
  if (isHarmless.test(said) || (declines.test(said) && !asksOne(said))) return 'chat'
  if (proposes.test(said) || puts.test(said)) return 'suggestion'
  if (lost.test(said) || wantsToHave.test(said) || wantsSomebodyFor(said)) return 'request'
  const asked = readAsked(said)
  if (asked) return asked
  if (isRequestWithPrice(said)) return 'request'
  return says(said, 'repeated') && isFault(said) && !says(said, 'praise') ? 'report' : undefined
}

/** What is put as a question. */
function readAsked(said: string): Reading | undefined {
  const isAsking = says(said, 'question')
  if (isAsking && says(said, 'justAsking') && asksOwnAccount(said)) return 'report'
  if (isAsking && (says(said, 'supposed') || says(said, 'justAsking'))) return 'question'
  const isFaulty = isFault(said)
  if (asksInEnglish.test(said) && !isFaulty && !wantsDone.test(said)) return 'question'
  return wantsDone.test(said) && isFaulty && !says(said, 'priceOrRule') ? 'report' : undefined
}

/** 能不能两条道都改成出口: how things should be, whatever is wrong with them now. */
const proposes =
  /(?:能不能|可不可以|可否|能否|要不|不如|建议)[^,，。?？]{0,10}(?:改成|改为|延到|延长到?|加装|增设|错开|调到)(?!.{0,4}(?:明|后天|下午|上午|周|晚上|星期))/

/** What a film showed or a dream was about; what is heard of it through the wall is none. */
const isTale = (said: string): boolean =>
  tale.test(said) && !/隔壁|楼上|楼下|邻居|对门|声音?|吵|我家|家里的/.test(said)
const tale =
  /(?:看|追|刷)(?:了|完|着)?(?:个|部|一部|一集)?.{0,4}(?:电影|电视剧|短剧|小说|动画片)[^。]{0,16}(?:里面?|讲|演|说)|(?:做|做了)(?:个|一个)?(?:噩)?梦|梦(?:见|到)/

/** 「当我提个意见」 */
const puts =
  /(?:当|算|就)(?:是|我|作)?(?:我)?(?:给你们)?提(?:个|一个|条)(?:意见|建议)|^(?:我)?(?:想)?提(?:个|一个|条)(?:小|不成熟的)?(?:意见|建议|想法|点子)/

/** 「Does the lift have a power backup?」 */
const asksInEnglish =
  /^(?:hi|hello|hey)?[ ,!.]*(?:quick question[:, ]*)?(?:does|do|is|are|can|may|what|which|when|where|how)\b(?! (?:you|someone|somebody|anyone)\b)[^.?？]*[?？]/

const wantsToHave =
  /^(?:hi|hello|hey)?[ ,!.]*(?:please )?\b(?:can|could|may) (?:i|we) (?:get|have|book|borrow|reserve|order)\b/

/** 「能 send 个人来换吗」, whatever there is to be changed. */
const wantsSomebodyFor = (said: string): boolean => wantsSomebody.test(said) && !isFault(said)
const wantsSomebody =
  /(?:能|可以|可否|能否)(?:不能|不可以)?.{0,3}(?:send|arrange|派|安排|叫)[^,，。]{0,4}(?:个|位|一个)?(?:人|师傅|电工|technician|someone|somebody)[^,，。]{0,4}(?:来|过来|上门|看|修|换|check|fix|look)/

/** What was lost on the grounds is looked for by people; no document knows it. */
export const isLost = (said: string): boolean => lost.test(said)
const lost =
  /有(?:没有)?(?:人|谁|哪位)?.{0,4}(?:捡到|拾到|看到我)|(?:落|忘|丢|掉)(?:在|了).{0,16}(?:捡到|帮.{0,4}(?:找|留意|看))|失物/

/** What one's own bill says stands in no document. */
const asksOwnAccount = (said: string) => ownAccount.test(said) && /我(?:家|们家|的|这|上|都|明明)/.test(said)

function readUnsure(said: string, turn: Pick<Turn, 'request'>, likely: Reading): Reading {
  if (says(said, 'request') && likely !== 'chat' && !(likely === 'report' && isFault(said))) return 'request'
  if (says(said, 'question')) return ownAccount.test(said) ? 'report' : 'question'
  return guessAct(said, turn, likely)
}

/** A report lost is worse than a needless question back. */
const sureOfTalk = (said: string, { evidence }: Pick<Turn, 'evidence'>) =>
  isFault(said) && likeliest(evidence.category(said)).chance > 0.9 ? 0.98 : 0.6

/** Praise needs words of praise where a fault is told: a room number more must not turn one into the other. */
const losesFault = (said: string, label: string) =>
  label === 'praise' && isFault(said) && !says(said, 'praise')

const acts: Readonly<Record<string, Reading>> = {
  report: 'report',
  reopen: 'report',
  urge: 'report',
  request: 'request',
  signup: 'request',
  suggestion: 'suggestion',
  question: 'question',
  praise: 'praise',
}

/** The moves put together as acts; all that opens and answers nothing is talk. */
function weighActs(moves: Chances): Record<Reading, number> {
  const sums: Record<Reading, number> = {
    report: 0,
    request: 0,
    suggestion: 0,
    question: 0,
    praise: 0,
    chat: 0,
  }
  for (const [move, chance] of Object.entries(moves)) sums[acts[move] ?? 'chat'] += chance
  return sums
}

/** The resident says that nothing is the matter. */
const isHarmless =
  /虚惊一场|我(?:说|讲|指)的是.{0,12}[哈嘻嘿😂🤣]|开(?:个)?玩笑|逗你|骗你的|不用(?:管|理)我|闹着玩/u

const asksOne = (said: string) =>
  says(said, 'question') && (says(said, 'justAsking') || says(said, 'priceOrRule'))

/** Who wants nothing done is only telling. */
const declines =
  /(?:别|不用|不必|不要|甭)(?:给我|帮我|替我|再)?(?:们)?(?:派人|开单|建单|报修|登记|安排人|叫人|派师傅|立单|记录)|不是(?:要|来)?报修|不(?:报修|投诉)[，,。 ]?(?:就|只)?(?:是)?(?:跟你)?(?:说|唠|聊|吐槽)/

/** 不用派人，我就是问一下…: only what follows is looked up. */
export const withoutPreamble = (part: string) => {
  const rest = part.replace(
    /^(?:(?:不用|不必|先别|别|不要)[^，,。]{0,12}[，,。\s啊哈]+)?(?:我)?(?:就|只)?(?:是)?(?:想)?(?:问一下|问下|问问|打听一下|打听下|请问)[，,。\s]*|^(?:不用|不必)[^，,。]{0,10}[，,。\s啊哈]+(?:我)?(?:就|只)(?:是)?想(?:知道|问)[，,\s]*/,
    '',
  )
  const bare = rest.replace(
    /[，,。?？!！\s]*(?:我)?(?:就)?随[便口](?:问|打听)[问下一]*(?:而已)?[。~～啊哈]*$/,
    '',
  )
  return bare.length >= 4 ? bare : part
}

function readPlainAct(said: string, chances: Record<Reading, number>): Reading | undefined {
  if (says(said, 'suggestion') && isSuggestion(said, chances.suggestion)) return 'suggestion'
  if (says(said, 'praise') && !isFault(said)) return 'praise'
  if (/赶紧修|快来修|快修/.test(said) && isFault(said)) return 'report'
  if (onlyAsks(said)) return 'question'
  if (isRequestWithPrice(said)) return 'request'
  if (isFault(said) || isOldTrouble(said)) return 'report'
  return wantsDone.test(said) ? 'request' : undefined
}

const onlyAsks = (said: string) =>
  says(said, 'supposed') || (says(said, 'question') && says(said, 'justAsking')) || isPureQuestion(said)

const isOldTrouble = (said: string) =>
  says(said, 'repeated') && /报|修|投诉|反映|催/.test(said) && classifyCategory(said).score >= 2

const isRequestWithPrice = (said: string) =>
  asksService.test(said) &&
  planned.test(said) &&
  says(said, 'priceOrRule') &&
  !says(said.replace(/扔|丢|旧|破/g, ''), 'fault')

/** No rule decides. In the middle of a talk such words belong to what was talked of; at its start they may be a matter told indirectly. */
function guessAct(said: string, turn: Pick<Turn, 'request'>, likely: Reading): Reading {
  const words = classifyCategory(said).score
  if (turn.request.draft || turn.request.tickets.length > 0) return words >= 4 ? 'report' : 'chat'
  return words >= 2 && likely === 'chat' ? 'report' : likely
}

/** 应该 and 最好 also stand in reports: the whole sentence decides where it can be read. */
const isSuggestion = (said: string, chance: number) =>
  /建议|提议|提个|希望|就好了|考虑|suggest|would be/.test(said) ||
  (!/坏|漏|断|堵|没水|没电|不亮/.test(said) && chance > 0.15)
const unhurt =
  /(?:没有?|不是|并非|不)(?:摔|伤|出事|事|碰|坏|漏|丢|偷|咬|砸|夹|撞|堵|脏|臭|吵)(?:着|到|了|人)?|没事|没出事/g
/** Whether a fault is told; one that is denied is none. */
export const isFault = (said: string) => says(said.replace(unhurt, ''), 'fault') || vermin.test(said)

/** Vermin seen; whether there is any may also be asked. */
const vermin =
  /(?<!没)(?:有|见|到|跑|爬|钻|窜|出来?)(?!没)[^,，。?？]{0,6}(?:老鼠|耗子|蟑螂|白蚁|马蜂|蛇(?!年)|跳蚤|臭虫)(?!药)[^?？吗么]*$/

function isPureQuestion(said: string): boolean {
  if (/(得|把|让|害)我|我家.{0,6}(都|被)/.test(said) && isFault(said) && !says(said, 'supposed')) return false
  if (!says(said, 'question') || !says(said, 'priceOrRule')) return false
  if (ownAccount.test(said) || wantsDone.test(said)) return false
  return (
    !(asksService.test(said) && planned.test(said)) &&
    !/我家.{0,12}(坏|漏|堵|没|不)|(坏|漏|断|堵|掉|碎)了(?!怎么|找|谁|要|算|多)/.test(said)
  )
}

/** Gives the commands for problems, wishes, ideas, praise and questions; empty when the words are none of these. */
export function readMatters(turn: Turn): Command[] {
  const parts = splitMatters(turn.raw)
  return parts.flatMap(part => readOne(part, turn, parts.length > 1))
}

/** Told beside other matters, and of a matter we know: nothing of it is passed over as talk or a question. */
const tellsPlainly = (said: string, read: Reading): boolean =>
  (read === 'chat' || read === 'question') && !says(said, 'question') && classifyCategory(said).score >= 2

function readOne(part: string, turn: Turn, isOfSeveral: boolean): Command[] {
  const said = normaliseText(part)
  const read = readAct(said, turn)
  const act = isOfSeveral && tellsPlainly(said, read) ? 'report' : read
  if (act === 'chat') return []
  if (act === 'praise') return [{ kind: 'praise', text: part }]
  if (act === 'question') return [{ kind: 'answer-question', question: withoutPreamble(part) }]
  const opened: Command = { kind: 'open-ticket', draft: draftTicket(part, act, turn) }
  const alsoAsks = act === 'request' && says(said, 'priceOrRule') && says(said, 'question')
  return alsoAsks ? [{ kind: 'answer-question', question: part }, opened] : [opened]
}

/** Gives the draft for a stretch of talk; place, phone and time may also come from the rest of the turn. */
export function draftTicket(part: string, act: Act, turn: Turn): TicketDraft {
  const said = normaliseText(part)
  const { category } = classifyCategory(withoutDenied(said), turn.evidence.category)
  const kind = judgeKind(said, { category, act, learnt: turn.evidence.kind(said) })
  const place = readPlace(part) ?? turn.place
  const appointment = readAppointment(part) ?? turn.appointment
  return {
    kind,
    category,
    priority: judgePriority(said, {
      kind,
      repeated: says(said, 'repeated'),
      learnt: turn.evidence.priority(said),
    }),
    description: part,
    indoors: isIndoors(said, category, act),
    ...(place ? { place } : {}),
    ...(turn.phone ? { phone: turn.phone } : {}),
    ...(appointment ? { appointment } : {}),
  }
}

/** 不是漏水，是墙皮起泡 is about the second alone. */
const withoutDenied = (said: string) => {
  const rest = said.replace(/(?:并)?不是[^,，。]{1,8}[,，]\s*(?:而)?是/, '')
  return rest.length >= 4 ? rest : said
}

/** Gives the draft of an emergency. */
export function draftEmergency(turn: Turn): TicketDraft | undefined {
  if (!turn.danger) return undefined
  return {
    kind: dangerKindOf(turn.danger, turn.said),
    category: dangerCategory(turn.danger, turn.said),
    priority: 'emergency',
    description: turn.raw,
    danger: turn.danger,
    ...(turn.place ? { place: turn.place } : {}),
    ...(turn.phone ? { phone: turn.phone } : {}),
  }
}
