import type { Command } from './commands/command.ts'
import type { ConversationState, Step } from './flows/state.ts'
import type { Control } from './understand/read-controls.ts'

/** Nothing at all was written: even that gets a reply. */
export function commandsOfBlank(words: string[], controls: (Control | undefined)[]): Command[] {
  const isBlank = words.every(word => word === '') && controls.every(control => control === undefined)
  return isBlank ? [{ kind: 'cannot-handle', reason: 'empty' }] : []
}

/** The commands that menus and buttons stand for. */
export function commandsOf(controls: (Control | undefined)[]): Command[] {
  return controls.flatMap(control => (control?.kind === 'commands' ? control.commands : []))
}

/** What menus, buttons and codes ask for that is no command of the talk. */
export function stepsOf(controls: (Control | undefined)[], state: ConversationState): Step[] {
  return controls.flatMap(control => (control ? stepsOfOne(control, state) : []))
}

function stepsOfOne(control: Control, { survey, draft }: ConversationState): Step[] {
  switch (control.kind) {
    case 'commands':
      return []
    case 'errand':
      return [{ ...control, isComplaining: draft?.kind === 'complaint' }]
    case 'answer-survey':
      return [answerSurvey(control, survey)]
    case 'answer-callback': {
      const { id, score } = control
      return [{ kind: 'answer-callback', id, score, comment: '', isUnsolved: false, aspects: {} }]
    }
    default:
      return [control]
  }
}

/** A button of a question that is asked no more gets the help instead. */
function answerSurvey(
  { inviteId, position, pressed }: Extract<Control, { kind: 'answer-survey' }>,
  survey: ConversationState['survey'],
): Step {
  const isOpen = survey?.inviteId === inviteId && survey.position === position
  if (!isOpen) return { kind: 'say', what: { kind: 'help' } }
  const value = survey.question.kind === 'score' ? { score: pressed } : { chosen: [pressed] }
  return { kind: 'answer-survey', inviteId, position, value }
}
