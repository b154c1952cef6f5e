import type { KnowledgeAnswer } from '../knowledge/answer.ts'
import { putPlainly } from '../knowledge/plain-words.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Command } from './commands/command.ts'
import { comesFirst, mayBeMisread } from './may-be-misread.ts'
import { says } from './understand/cues.ts'
import { isFault, isLost } from './understand/read-matter.ts'

/** What the second look goes by; `ask` looks into the documents. */
export interface SecondLook {
  commands: Command[]
  text: string
  /** How likely the turn merely asks something, 0–1. */
  asks: number
  isTalking: boolean
  /** What was asked before in this talk. */
  earlier: readonly string[]
  ask(question: string): Promise<KnowledgeAnswer>
}

const wishes =
  /帮|麻烦|(?<!申)请(?!问)|登记|预约|预订|报名|报备|上门|来(?:收|拉|搬|取|人|个)|拉走|收走|留(?:个|张|一)|给(?:我|留|约|订|登)|想(?:租|借|订|约|办|装|报)|\b(?:please|book|register|i(?:'d| would) like)\b/
const asksFigure =
  /多少|几(?!乎|率)|哪(?!怕)|什么|怎么|多久|多大|收费|要钱|收钱|价|颜色|[吗么?？]|不用(?:给我)?派|问(?:一下|下|问)|\b(?:how|what|where|when|which)\b/

/**
 * Gives the commands once more looked at: a question that was taken for a report, a wish or nothing is answered when the documents know the
 * answer, and where nothing but a question can be meant it is honestly refused rather than made a ticket. Danger, told troubles and plain
 * wishes are left as they are.
 */
export async function lookAgain(look: SecondLook): Promise<Command[]> {
  const { commands, text } = look
  const said = normaliseText(putPlainly(text))
  const asked: Command = { kind: 'answer-question', question: text }
  if (!look.isTalking && commands.some(command => comesFirst(command, said))) {
    return await answerBesideDanger(look, asked, said)
  }
  if (look.isTalking || commands.length === 0 || !mayBeQuestion(commands, said)) return commands
  const weight = weighTurn(said, look)
  if (weight === 'none') return commands
  if (weight === 'sure') return [asked]
  const answer = await look.ask(text)
  if (answer.kind !== 'answered') {
    if (weight === 'beside wish') return [asked, ...commands]
    return weight === 'likely' ? [asked] : commands
  }
  return weight === 'beside trouble' ? [asked, ...commands] : [asked]
}

const mayBeQuestion = (commands: readonly Command[], said: string) =>
  isBarePlace(commands) || commands.every(command => mayBeMisread(command, said))

const isBarePlace = (commands: readonly Command[]) => commands.every(({ kind }) => kind === 'set-slot')

/** 「C栋的货梯能装多重」 names a place for no report, 「16栋，不晓得几楼」 does. */
function weighTurn(said: string, look: SecondLook): Weight {
  if (!isBarePlace(look.commands)) return weighQuestion(said, look)
  if (/不(?:知道|晓得|清楚|记得)|忘了/.test(said)) return 'none'
  const weight = weighQuestion(said, look)
  return weight === 'sure' || weight === 'likely' ? 'perhaps' : weight
}

/** A danger or a threat is seen to first, whatever is asked; what the documents say of it comes after. */
async function answerBesideDanger(look: SecondLook, asked: Command, said: string): Promise<Command[]> {
  if (!asksOfDanger.test(said)) return look.commands
  const answer = await look.ask(look.text)
  return answer.kind === 'answered' ? [...look.commands, asked] : look.commands
}

/** 「爆水管了打哪个号，多久到」 */
const asksOfDanger =
  /多久|多长时间|几分钟|(?:打|拨)(?:哪|什么)|电话(?:是)?多少|(?:该|要)(?:怎么|干什么|干嘛|做什么)|怎么办|\bhow long\b|\bwhat number\b/

/**
 * `sure`: nothing else can be meant. `likely`: a question, refused where the documents do not know. `perhaps`: a question only if they
 * know. `beside trouble`: a trouble is told and asked about; both are seen to. `beside wish`: a wish whose price is asked: an unknown price
 * is owned up to, the wish is taken down.
 */
type Weight = 'sure' | 'likely' | 'perhaps' | 'beside trouble' | 'beside wish' | 'none'

/** By the heads alone: from here on a question, where words of asking agree. */
const likely = 0.5
const longestRule = 32

function weighQuestion(said: string, look: SecondLook): Weight {
  const isStatus = look.commands.some(({ kind }) => kind === 'ask-status')
  if (isStatus && (ownTicket.test(said) || waitsForUs.test(said))) return 'none'
  if (!isStatus && continues(said, look.earlier)) return 'likely'
  if (isFault(said) && !asksWhose.test(said)) return weighTroubleAsked(said)
  return ownMatter.test(said) || isLost(said) ? 'none' : weighPlain(said, look, isStatus)
}

function weighPlain(said: string, look: SecondLook, isStatus: boolean): Weight {
  if (isIdea(look.commands)) return isInterrogative(said) ? 'perhaps' : 'none'
  const hasWish = wants(said)
  if (
    !hasWish &&
    (figure.test(said) || asksWhether.test(said) || asksWhose.test(said) || asksEnglish.test(said))
  ) {
    return 'sure'
  }
  if (!isInterrogative(said)) return 'none'
  if (hasWish) return weighWish(said)
  if (isStatus || says(said, 'suggestion')) return 'perhaps'
  return look.asks >= likely || isUnread(look.commands) ? 'likely' : 'perhaps'
}

const wants = (said: string) => wishes.test(said) && !asksPolitely(said)
/** 「麻烦问一下，师傅上门要登记身份证不」 holds words of wishes and wishes for nothing. */
const asksPolitely = (said: string) =>
  politely.test(said) && plainQuestion.test(said) && !wantsDone.test(said)
const politely = /^(?:你好|您好|那个|[，,\s])*(?:麻烦|我?想|请)?问(?:一下|下|问|个)/
const wantsDone = /帮|给(?:我|留|约|订|登)|想(?:租|借|订|约|办|装|报)|预约|预订|报名|拉走|收走/

/** 「多装几个不行吗？」 asks for no figure. */
const isIdea = (commands: readonly Command[]) =>
  commands.some(command => command.kind === 'open-ticket' && command.draft.kind === 'suggestion')

function weighWish(said: string): Weight {
  if (asksOnlyPrice.test(said)) return 'beside wish'
  if (price.test(said) || asksRule.test(said)) return 'perhaps'
  // 「请了个钟点工，办张卡能用多久」 wishes for nothing.
  return tellsWish.test(said) || waitsForUs.test(said) || !asksFigure.test(said) ? 'none' : 'beside trouble'
}

/** The sentence is a wish from its first word on. */
const tellsWish =
  /^(?:你好|您好|那个|物业|[，,\s])*(?:帮|麻烦|请|给我|我想|我要|想要?|叫|安排)|\b(?:please|could you|can you)\b/

/** Better an honest no than 「没太明白」. */
const isUnread = (commands: readonly Command[]) => commands.every(({ kind }) => kind === 'cannot-handle')

/** 「那周末呢？」 stays with what was asked before. */
const goesOn = /^(?:那|那么|还有)?.{1,12}呢[?？]?$|^(?:what|how) about\b/
const continues = (said: string, earlier: readonly string[]) =>
  earlier.length > 0 && said.length <= 30 && goesOn.test(said) && !isFault(said) && !wishes.test(said)

/** A trouble is a trouble unless the words ask what the rule of it is. */
function weighTroubleAsked(said: string): Weight {
  if (said.length > longestRule || isImpatient(said) || ownMatter.test(said)) return 'none'
  if (whose.test(said)) return happened.test(said) ? 'beside trouble' : 'perhaps'
  if (asksRule.test(said) || asksByRule.test(said) || price.test(said) || says(said, 'justAsking'))
    return 'perhaps'
  if (wishes.test(said) || !asksSomething(said)) return 'none'
  if (happened.test(said)) return 'beside trouble'
  return figure.test(said) ? 'likely' : 'perhaps'
}

/** 「尿片丢哪个桶」 holds a word of trouble, but chooses. */
const asksChoice = /哪[一1]?[个种类]|什么(?:颜色|桶|类)|对吧$|对吗$|是不是$/
const asksSomething = (said: string) => figure.test(said) || asksLeave.test(said) || asksChoice.test(said)
/** 「按规定多久到」 is asked in haste, but of the rule. */
const isImpatient = (said: string) => impatient.test(said) && !asksByRule.test(said)
const asksByRule = /按(?:照)?规定|规定(?:是|上|里)|标准是/

/** 「刷个漆行不行」 */
const asksLeave = /行不行|可不可以|(?:可以|能).{1,14}[吗么不]$|行吗$|行么$/
/** 「装一台洗碗机人工费多少」 */
const asksOnlyPrice = /(?:费|价格?|工钱|钱)(?:是|要)?多少$|多少钱$|几块钱?$|\bhow much\b[^,.]*$/

/** Asks for a price, a number or a time and tells of no trouble and no wish: nothing else can be meant. */
const figure =
  /多少|几(?:点|块|毛|号|个|家|把|年|成|天|次|回|趟|辆|台|人|楼|折|吨|本|张|套|米|公斤)|多久|(?<![好很这那老差])多(?:重|高|宽|远|深|厚|大(?!事|点))|多长时间|怎么收|收费标准|贵不贵|贵吗|哪(?:天|几天|[一1]?年|[一1]?家(?!人)|栋|层|个(?:月|号|窗口|部门|公司|单位|桶))|\bhow (?:much|many|long|often)\b|\bwhat time\b/
/** Who made, runs or owns a thing, what it is called or made of: of no fault, whatever word of one stands there. */
const asksWhose =
  /(?:是|归)谁(?:家)?(?:签|做|造|建|设计|管|供|承包|开)?的?[^，,。]{0,3}$|谁家(?:做|的|造|供)|叫(?:什么|啥)|姓(?:什么|啥)|什么(?:牌子|品牌|材料|材质)|签字|开发商|成立/
/** 「Does the gym have …?」: a thing, not somebody to come. */
const asksWhether =
  /^(?:do|does) (?:the|your|you)\b(?!.*\b(?:fix|repair|send|someone|help)\b).*\b(?:have|sell|offer|provide|accept|serve|allow)\b|^(?:is|are) there (?:an?|any)\b(?!.*\b(?:someone|anyone|fix|repair|help)\b)/
/** An English sentence that begins by asking, with no trouble in it. */
const asksEnglish =
  /^(?:(?:on|at|in|by|from|until|till) )?(?:which|what|when|where|who|how)\b(?!.*\b(?:fix|repair|coming|my|wrong)\b)/
const price =
  /多少钱|(?:收|要)(?:好多|多少)|几(?:块|毛|成|折)|(?:人工|工钱|工费|费用?|上门费).{0,3}(?:多少|几|怎么|收)|收费|怎么收|(?:要|收)(?:不要|不收)?钱[吗么不]|要不要(?:给)?钱|什么价|\bhow much\b/
const ownMatter = /我(?:家|们家)?(?:的)?.{0,6}(?:坏|漏|堵|断|没)了|转人工|叫.{0,4}经理|投诉|举报/
/** What somebody reported before: how it stands is asked, not the rule. */
const ownTicket =
  /上次|上回|之前|刚才|昨天|前天|我(?:报|提|投诉)|那(?:个|件|张|单)|工单|\bll\d+|\bmy (?:ticket|report|repair)\b/
/** 「什么时候来修？」 with a ticket open is about that ticket, whatever the rule is. */
const waitsForUs =
  /^(?:那|请问|你们|师傅|人|到底|大概|预计|[，,\s])*(?:什么时候|啥时候|几点|几时|哪天|多久|多会儿)(?:能|会|可以|才)?(?:来|到|过来|上门|修|弄|处理)|^(?:so |and )?when (?:will|are|is|can)\b.*\b(?:com(?:e|ing)|fixed|done|here)\b/
/** Whoever wants it done, or waits for it, asks for no rule. */
const impatient =
  /赶紧|快来|快点|还没|还不|怎么还|到底|什么时候(?:来|修|能)|多久(?:能|才)|没人|几天了|天天|又(?:坏|漏|堵|停)/

/** Asks for the rule of a case: 「衣服洗烂了赔多少」. */
const asksRule =
  /(?:赔|退|罚|扣|收|交|付|押)[^，,。]{0,4}(?:多少|几|不(?:退|赔|收|罚|扣))|(?:赔|退|罚|扣)(?:不(?:赔|退|罚|扣)|吗|么)|按什么.{0,2}算|怎么(?:算|赔|罚|扣|退|处罚)|几天(?:之?内)|多长的|多长时间内|密码(?:是)?多少|会怎么(?:样|办|处理|罚)$|一年.{0,3}几|管不管|包不包|含不含|让不让|准不准|许不许|能(?:用|放|存|留|管)多久|多久(?:有效|删|到期|过期|失效)|过多久|(?:跟|找|向)谁(?:说|反映|投诉)?$/
const whose = /归谁|算谁|谁(?:来)?(?:出钱|出|赔|付|负责|承担|掏钱|修|弄)|(?:找|跟|向)谁(?:要|赔|修|弄)/
/** Told as a thing that is so, not as a case thought of. */
const happened = /[了着]|往(?:上|外|下)/

const plainQuestion =
  /[吗么嘛?？不没]$|(?:对吧|是吧|对不对|是不是)$|阿(?:可以|好|行)|(?:能|可以|行|得|有|让|许|算)(?:不|没有?)(?:能|可以|行)?[啊呀呢]?$|(?:能|可|是|有|会)(?:不|没)(?:能|可|是|有|会)|^(?:can|does|do|is|are|may|where|when|what|who|how)\b/

const isInterrogative = (said: string) =>
  says(said, 'justAsking') || says(said, 'question') || plainQuestion.test(said) || asksFigure.test(said)
