import type { KnowledgeAnswer } from '../knowledge/answer.ts'
import { normaliseText } from '../shared/normalise-text.ts'
import type { Command } from './commands/command.ts'
import { says } from './understand/cues.ts'

/** What the second look goes by; `ask` looks into the documents. */
export interface SecondLook {
  commands: Command[]
  text: string
  isTalking: boolean
  ask(question: string): Promise<KnowledgeAnswer>
}

const wishes =
  /帮|麻烦|请(?!问)|登记|预约|预订|报名|报备|上门|来(?:收|拉|搬|取|人|个)|拉走|收走|留(?:个|张|一)|给(?:我|留|约|订|登)|想(?:租|借|订|约|办|装|报)|\b(?:please|book|register|i(?:'d| would) like)\b/
const asksFigure =
  /多少|几(?!乎|率)|哪(?!怕)|什么|怎么|多久|多大|收费|要钱|收钱|价|颜色|[吗么?？]|不用(?:给我)?派|问(?:一下|下|问)|\b(?:how|what|where|when|which)\b/

/**
 * Gives the commands once more looked at: a question that was taken for a wish, or for nothing, is answered when the documents know the
 * answer. Danger, problems and plain wishes are left as they are.
 */
export async function lookAgain(look: SecondLook): Promise<Command[]> {
  const said = normaliseText(look.text)
  if (look.isTalking) return look.commands
  if (isMisread(look.commands) && asksFigureOnly(said))
    return [{ kind: 'answer-question', question: look.text }]
  const isQuestion = isDoubtful(look.commands)
    ? isInterrogative(said)
    : isTroubleAsked(look.commands, said) || (isMisread(look.commands) && isPlainQuestion(said))
  if (!isQuestion) return look.commands
  const answer = await look.ask(look.text)
  return answer.kind === 'answered' ? [{ kind: 'answer-question', question: look.text }] : look.commands
}

/** What a question may be mistaken for; a danger never is. */
const mistaken = new Set(['open-ticket', 'ask-status', 'request-human', 'suggest', 'praise', 'small-talk'])

function isMisread([command, ...others]: readonly Command[]): boolean {
  if (!command || others.length > 0 || !mistaken.has(command.kind)) return false
  if (command.kind === 'request-human') return command.reason === 'asked'
  return command.kind !== 'open-ticket' || command.draft.priority !== 'emergency'
}

/** Asks for a price, a number or a time and tells of no trouble and no wish: nothing else can be meant. */
const figure =
  /多少(?:钱|块|费|元|度|个|天)?|几(?:点|块|毛|号|个|家|把|年|成|天|次|楼|折|吨)|多久|多长时间|怎么收|收费标准|哪(?:天|几天)|\bhow (?:much|many|long|often)\b|\bwhat time\b/
const ownMatter = /我(?:家|们家)?(?:的)?.{0,6}(?:坏|漏|堵|断|没|不)|转人工|叫.{0,4}经理|投诉|举报/

function asksFigureOnly(said: string): boolean {
  return figure.test(said) && !says(said, 'fault') && !wishes.test(said) && !ownMatter.test(said)
}

const plainQuestion =
  /[吗么嘛?？]$|(?:能|可以|行|得|有|让|许|算)(?:不|没有?)(?:能|可以|行)?[啊呀呢]?$|(?:能|可|是|有|会)(?:不|没)(?:能|可|是|有|会)|^(?:can|does|do|is|are|may|where|when|what|who)\b/

function isPlainQuestion(said: string): boolean {
  return plainQuestion.test(said) && !says(said, 'fault') && !wishes.test(said) && !ownMatter.test(said)
}

function isDoubtful(commands: readonly Command[]): boolean {
  const [command] = commands
  if (!command || commands.length > 1) return false
  if (command.kind === 'cannot-handle') return command.reason === 'unclear'
  return (
    command.kind === 'open-ticket' &&
    command.draft.kind === 'request' &&
    command.draft.priority !== 'emergency'
  )
}

/** Asks for the rule of a case, in a short sentence of its own: 「衣服洗烂了赔多少」. Who tells of a trouble tells more. */
const asksRule =
  /(?:赔|退|罚|扣|收|交|付|押)[^，,。]{0,3}(?:多少|几|不(?:退|赔|收|罚|扣))|几天(?:之?内)|多长的|密码(?:是)?多少|会[咋怎]么?样$|(?:跟|找|向)谁(?:说|反映|投诉)?$/
const longestRule = 16

function isTroubleAsked([command, ...others]: readonly Command[], said: string): boolean {
  if (command?.kind !== 'open-ticket' || others.length > 0 || said.length > longestRule) return false
  return command.draft.priority !== 'emergency' && asksRule.test(said)
}

function isInterrogative(said: string): boolean {
  if (says(said, 'justAsking')) return true
  return (says(said, 'question') || asksFigure.test(said)) && asksFigure.test(said) && !wishes.test(said)
}
