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
  if (look.isTalking || !isDoubtful(look.commands) || !isInterrogative(said)) return look.commands
  const answer = await look.ask(look.text)
  return answer.kind === 'answered' ? [{ kind: 'answer-question', question: look.text }] : look.commands
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

function isInterrogative(said: string): boolean {
  if (says(said, 'justAsking')) return true
  return (says(said, 'question') || asksFigure.test(said)) && asksFigure.test(said) && !wishes.test(said)
}
