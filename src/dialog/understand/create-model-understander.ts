import { type LanguageModel, ModelFailed } from '../../shared/language-model.ts'
import type { Log } from '../../shared/log.ts'
import { createPersonalDataMask } from '../../shared/mask-personal-data.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import type { Command } from '../commands/command.ts'
import { checkModelCommands } from './check-model-commands.ts'
import { understandPrompt } from './prompts/understand-prompt.ts'
import type { Understander, Understanding, UnderstandRequest } from './understander.ts'
import { understandObjectSchema, writeUnderstandRequest } from './write-understand-request.ts'

export interface ModelUnderstanderParts {
  model: LanguageModel
  offline: Understander
  recogniseDanger: (text: string) => DangerKind | undefined
  log: Log
}

const maxOutputTokens = 800

/**
 * Understands by a language model within what the rules allow: dangers recognised by rules never wait for the
 * model, threats keep their handover, and any answer that fails its check is replaced by the offline understanding.
 */
export function createModelUnderstander(parts: ModelUnderstanderParts): Understander {
  return {
    readsHistory: true,
    async understand(request) {
      const offline = await parts.offline.understand(request)
      if (isDanger(request, offline, parts.recogniseDanger)) return offline
      if (request.messages.join('').trim() === '') return offline
      return askModel(parts, request, offline)
    },
  }
}

function isDanger(
  request: UnderstandRequest,
  offline: Understanding,
  recogniseDanger: ModelUnderstanderParts['recogniseDanger'],
): boolean {
  const texts = [...request.messages, request.messages.join('\n')]
  return (
    texts.some(text => recogniseDanger(text) !== undefined) ||
    offline.commands.some(command => command.kind === 'open-ticket' && command.draft.priority === 'emergency')
  )
}

async function askModel(
  parts: ModelUnderstanderParts,
  request: UnderstandRequest,
  offline: Understanding,
): Promise<Understanding> {
  const { model, log } = parts
  const mask = createPersonalDataMask(request.tickets.map(ticket => ticket.number))
  const prompt = understandPrompt.version
  try {
    const answer = await model.askForObject({
      messages: writeUnderstandRequest(request, mask),
      schema: understandObjectSchema,
      maxOutputTokens,
      ...(request.signal && { signal: request.signal }),
    })
    const { inputTokens, outputTokens } = answer
    const checked = checkModelCommands(mask.unmask(answer.value), request)
    log.info({ prompt, inputTokens, outputTokens, ok: checked.ok }, 'the language model read a turn')
    if (checked.ok && !isSteered(checked.commands, offline)) {
      const commands = keepRuledHandovers(checked.commands, offline)
      return { commands, language: offline.language, by: 'model', inputTokens, outputTokens }
    }
    const why = checked.ok ? 'steered' : checked.why
    log.warn({ prompt, why }, 'what the language model read was refused')
    return { ...offline, inputTokens, outputTokens }
  } catch (error) {
    if (!(error instanceof ModelFailed)) log.error({ prompt, err: error }, 'the model path broke')
    return offline
  }
}

const changing: readonly Command['kind'][] = [
  'cancel-ticket',
  'reopen-ticket',
  'rate-service',
  'correct-slot',
  'confirm',
]

/** Where the rules hear someone order the model about, it may not touch what exists. */
function isSteered(commands: Command[], offline: Understanding): boolean {
  const isInjection = offline.commands.some(
    command => command.kind === 'cannot-handle' && command.reason === 'injection',
  )
  return isInjection && commands.some(command => changing.includes(command.kind))
}

/** Threats and dangers bring in a person by rule; a model cannot talk them away. */
function keepRuledHandovers(commands: Command[], offline: Understanding): Command[] {
  if (commands.some(command => command.kind === 'request-human')) return commands
  const ruled = offline.commands.filter(
    command =>
      command.kind === 'request-human' && (command.reason === 'threat' || command.reason === 'danger'),
  )
  return [...commands, ...ruled]
}
