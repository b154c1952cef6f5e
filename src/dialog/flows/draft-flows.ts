import { normaliseText } from '../../shared/normalise-text.ts'
import type { Command, TicketDraft } from '../commands/command.ts'
import type { ConversationState, DraftPart, Progress, Step } from './state.ts'

export type SlotCommand = Extract<Command, { kind: 'set-slot' | 'correct-slot' }>

/** The draft with the slot of the command. */
export function withSlot(draft: TicketDraft, command: SlotCommand): TicketDraft {
  if (command.slot === 'place') return { ...draft, place: command.place }
  return { ...draft, [command.slot]: command.value }
}

/** The state without its draft and what belongs to it. */
export function dropDraft(state: ConversationState): ConversationState {
  const { draft: _draft, draftDueAt: _dueAt, placeAsked: _asked, ...rest } = state
  return rest
}

/** How a file stands in the words of a turn. */
const fileMark = /[[【](?:图片|语音|视频|文件|photo|voice|video|file)[\]】]/g

/** Adds words to the draft, so that nothing that is said while a place is awaited gets lost. */
export function addWords(draft: TicketDraft, words: string): TicketDraft {
  const isKnown = words.replace(fileMark, '').trim() === '' || draft.description.includes(words)
  return isKnown ? draft : { ...draft, description: `${draft.description}\n${words}` }
}

/** Adds the turn's words to the draft where they say more than the slots that were read from them. */
export function addFurtherWords(draft: TicketDraft, text: string): TicketDraft {
  return saysMore(text, draft) ? addWords(draft, text) : draft
}

const slotWords =
  /\d+|[一二三四五六七八九十零〇两]+(?=栋|幢|号|座|单元|楼|层|室)|栋|幢|座|单元|号楼|号|楼|层|室|房|电话|手机|联系|时间|上午|下午|早上|晚上|今天|明天|后天|周[一二三四五六日末]|来|上门|在家|我(家|住|是|的|在)?|在|是|就|住|的|嗯|好|对|可以|building|unit|room|flat|apartment|phone|live|in|at|my|is|the|i/g

function saysMore(text: string, draft: TicketDraft): boolean {
  const known = [draft.place?.area, draft.appointment].filter(words => words !== undefined)
  let rest = normaliseText(text)
  for (const words of known) rest = rest.replace(normaliseText(words), ' ')
  return rest.replace(slotWords, '').replace(/[^\p{L}]/gu, '').length >= 4
}

/** After this many turns in which a place was asked for and nothing was added, the draft is opened as it is. */
const mostPlaceQuestions = 2
/** Whoever adds something each time is asked more often, but not without end. */
const mostTurnsOfADraft = 5

/** A draft never waits unseen: each turn that leaves it unfinished asks again, until it is opened as it is. */
export function settleDraft(
  progress: Progress,
  { before, text, hasFile }: { before: ConversationState; text: string; hasFile: boolean },
): Progress {
  const { draft, placeAsked = 0 } = progress.state
  if (!draft) return { ...progress, state: dropDraft(progress.state) }
  const asks = progress.steps.some(step => step.kind === 'ask' && step.about.about === 'place')
  if (asks) return { ...progress, state: { ...progress.state, placeAsked: 1, placeTurns: 1 } }
  const brings = hasFile || text.search(fileMark) >= 0
  const noted = listNoted(before.draft, draft, brings)
  const turns = (progress.state.placeTurns ?? 0) + 1
  const asked = noted.length > 0 ? placeAsked : placeAsked + 1
  if (asked > mostPlaceQuestions || turns > mostTurnsOfADraft || bringsPerson(progress.steps))
    return openAsItStands(progress)
  const about = { about: 'place' } as const
  return {
    state: { ...progress.state, pending: about, placeAsked: asked, placeTurns: turns },
    steps: [...progress.steps, { kind: 'ask', about, draft, isAgain: true, noted }],
  }
}

/** Opens the draft without what it lacks. */
export function openAsItStands(progress: Progress): Progress {
  const { pending: _pending, draft, ...state } = progress.state
  if (!draft) return progress
  const step: Step = { kind: 'open-ticket', draft, askAppointment: false, askPlace: false }
  return { state: dropDraft({ ...state, stuck: 0 }), steps: [...progress.steps, step] }
}

/** Whoever asks for a person is not asked for an address first; the person sees the ticket as it stands. */
function bringsPerson(steps: readonly Step[]): boolean {
  return steps.some(step => step.kind === 'request-human')
}

function listNoted(before: TicketDraft | undefined, now: TicketDraft, bringsFile: boolean): DraftPart[] {
  if (!before) return []
  const noted: DraftPart[] = bringsFile ? ['file'] : []
  if (now.phone !== before.phone) noted.push('phone')
  if (now.appointment !== before.appointment) noted.push('appointment')
  if (now.description !== before.description && noted.length === 0) noted.push('words')
  return noted
}

/** Opens the draft that nobody completed in time; used when the resident stayed silent. */
export function openOverdueDraft(state: ConversationState, now: Date): Progress {
  const { draft, draftDueAt } = state
  if (!draft || !draftDueAt || Date.parse(draftDueAt) > now.getTime()) return { state, steps: [] }
  return openAsItStands({ state, steps: [] })
}
