import { z } from 'zod'
import type { ModelMessage, ObjectSchema } from '../../shared/language-model.ts'
import type { PersonalDataMask } from '../../shared/mask-personal-data.ts'
import { commandSchema } from '../commands/command-schema.ts'
import { writeStrictSchema } from '../commands/write-strict-schema.ts'
import { understandPrompt } from './prompts/understand-prompt.ts'
import type { UnderstandRequest } from './understander.ts'

const maxTurnCharacters = 2_000
const maxHistoryLines = 8
const maxLineCharacters = 200
const maxTickets = 10

/** What the model must answer with. */
export const understandAnswerSchema = z.strictObject({ commands: z.array(commandSchema).min(1).max(6) })

export const understandObjectSchema: ObjectSchema = {
  name: 'resident_commands',
  description: 'What the resident wants, as commands from a closed list.',
  schema: writeStrictSchema(understandAnswerSchema),
}

/** Gives the messages for the model. The talk goes in as one block of JSON, masked, cut to size, without control characters. */
export function writeUnderstandRequest(request: UnderstandRequest, mask: PersonalDataMask): ModelMessage[] {
  // Cut after masking: half a phone number would no longer be recognised as one.
  const hide = (text: string, limit = maxLineCharacters) =>
    mask
      .mask(dropHiddenMarks(text))
      .slice(0, limit)
      .replace(/⟦[^⟧]*$/, '')
  const share = Math.floor(maxTurnCharacters / Math.max(1, request.messages.length))
  const data = {
    messages: request.messages.map(text => hide(text, Math.max(share, maxLineCharacters))),
    pending: request.pending && hideAll(request.pending, hide),
    draft: request.draft && hideAll(request.draft, hide),
    tickets: request.tickets.slice(0, maxTickets).map(ticket => ({
      number: ticket.number,
      category: ticket.category,
      status: ticket.status,
      description: hide(ticket.description),
    })),
    history: request.history
      .slice(-maxHistoryLines)
      .map(line => ({ from: line.from, text: hide(line.text) })),
    now: request.now.toISOString().slice(0, 16),
  }
  return [
    { role: 'system', content: understandPrompt.text },
    { role: 'user', content: JSON.stringify(data) },
  ]
}

function hideAll(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map(child => hideAll(child, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, hideAll(child, hide)]))
}

/** Zero-width, direction and tag characters carry text that people do not see. */
function dropHiddenMarks(text: string): string {
  return text.replace(/[\p{Cf}\p{Co}\p{Cn}]|(?!\n)\p{Cc}/gu, ' ')
}
