import type { Command } from './commands/command.ts'

/** What a question may be mistaken for. */
const mistaken = new Set(['open-ticket', 'ask-status', 'suggest', 'praise', 'small-talk', 'set-slot'])

/** True for a command that the words of a mere question may have called forth; a danger never is. */
export function mayBeMisread(command: Command, said: string): boolean {
  switch (command.kind) {
    case 'request-human':
      return isPersonMisread(command.reason, said)
    case 'open-ticket':
      return !isEmergency(command)
    case 'cannot-handle':
      return isRefusalMisread(command.reason, said)
    default:
      return mistaken.has(command.kind)
  }
}

/** True for a ticket that cannot wait. */
function isEmergency(command: Command): boolean {
  return command.kind === 'open-ticket' && command.draft.priority === 'emergency'
}

/** True for what is seen to before anything that is asked. */
export function comesFirst(command: Command, said: string): boolean {
  return isEmergency(command) || (command.kind === 'request-human' && isThreat(command.reason, said))
}

/** Whoever grieves or threatens is heard by a person; without a word of either, the heads may have misheard. */
function isPersonMisread(reason: string, said: string): boolean {
  if (reason === 'asked') return !asksForPerson.test(said) || asksWhen.test(said)
  if (reason === 'sad') return !grieves.test(said)
  return reason === 'threat' && !isThreat(reason, said)
}

/** 「接一下真人客服呀」 asks for nothing else; 「人工客服几点下班」 does. */
const asksForPerson = /(?:转|接|找|要|叫|请|换)(?:一下|个|一个|到|给)?(?:真人|活人|人工)/
const asksWhen = /几点|什么时候|多久|怎么(?:转|找)|(?:电话|号码)(?:是)?多少/

const isThreat = (reason: string, said: string) => reason === 'threat' && !playsThere.test(said)

const grieves =
  /死|不想活|活不下去|没意思|难过|难受|伤心|想哭|哭|去世|过世|没了|走了|离世|绝望|崩溃|孤独|抑郁|撑不|受不了|对不起|再见|\b(?:die|dead|alone|sad|cry)\b/
/** A court of play is no court of law. */
const playsThere = /\b(?:tennis|basketball|badminton|squash|volleyball|sports?) courts?\b/

/** What belongs to another household is not told; what belongs to the company is asked of its documents. */
function isRefusalMisread(reason: string, said: string): boolean {
  if (reason === 'unclear' || reason === 'off-topic') return true
  return reason === 'privacy' && !ofSomebody.test(said) && !insists.test(said)
}

/** 「姓什么总可以吧」 goes on with what was refused. */
const insists = /总(?:可以|行|能)|哪怕|至少|就(?:行|好)$/

const ofSomebody =
  /业主|住户|邻居|楼[上下]|对门|隔壁|\d{3,4}室?|[栋幢]|房主|车主|租客|房东|别人|人家|[那这](?:个|户|家(?!公司|单位|店|物业|厂))|他们?家|她|投诉|举报|女|男|小[哥姐]|\b(?:owner|tenant|neighbou?r|resident|upstairs|downstairs|who lives)\b/
