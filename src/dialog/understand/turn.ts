import { attachmentMark, keepWords, normaliseText } from '../../shared/normalise-text.ts'
import type { Chances } from '../../shared/sentence-sense.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import type { Place } from '../commands/command.ts'
import type { CategoryEvidence } from './classify-category.ts'
import { type Confirmation, readConfirmation } from './read-confirmation.ts'
import { readAppointment, readPhone } from './read-contact.ts'
import { readPlace, saysCorrection } from './read-place.ts'
import type { Situation } from './read-signs.ts'
import { recogniseDanger } from './recognise-danger.ts'
import { isBareSlot } from './strip-slots.ts'
import type { UnderstandRequest } from './understander.ts'

/** What the trained heads say of normalised words. */
export interface Evidence {
  category: CategoryEvidence
  /** What the words do in this situation. */
  move(said: string, situation: Situation): Chances
  kind(said: string): Chances
  priority(said: string): Chances
  /** The danger that the words tell of although no rule knows their wording. */
  danger(said: string): DangerKind | undefined
}

/** One turn with everything that the rules read from it, read once. */
export interface Turn {
  request: UnderstandRequest
  evidence: Evidence
  /** The messages joined, as written, without attachment marks. */
  raw: string
  /** The same, normalised. */
  said: string
  /** The attachments that came along, e.g. `[图片]`. */
  attachments: string[]
  hasWords: boolean
  danger?: DangerKind
  confirmation?: Confirmation
  place?: Place
  corrects: boolean
  situation: Situation
  /** What the whole turn does, by the trained heads. */
  moves: Chances
  appointment?: string
  phone?: string
}

/** Gives the messages of a turn as one text without attachment marks. */
export const joinMessages = (messages: readonly string[]): string =>
  messages
    .map(message => message.replace(attachmentMark, '').trim())
    .filter(message => message !== '')
    .join('，')

/** Gives the turn of the request with its readings. */
export function readTurn(request: UnderstandRequest, evidence: Evidence): Turn {
  const attachments = request.messages.flatMap(message => message.match(attachmentMark) ?? [])
  const raw = joinMessages(request.messages)
  const said = normaliseText(raw)
  const asked = request.pending?.about
  const danger = recogniseDanger(raw) ?? (isBareSlot(raw) ? undefined : evidence.danger(said))
  const confirmation = readConfirmation(said)
  const place = readPlace(raw, { asked: asked === 'place' })
  const appointment = readAppointment(raw, asked === 'appointment')
  const phone = readPhone(raw)
  const situation = readSituation(request)
  return {
    request,
    evidence,
    raw,
    said,
    attachments,
    hasWords: keepWords(raw) !== '',
    corrects: saysCorrection(raw),
    situation,
    moves: evidence.move(said, situation),
    ...(danger ? { danger } : {}),
    ...(confirmation ? { confirmation } : {}),
    ...(place ? { place } : {}),
    ...(appointment ? { appointment } : {}),
    ...(phone ? { phone } : {}),
  }
}

const ended = new Set(['resolved', 'followed_up', 'closed'])

function readSituation({ tickets, draft }: UnderstandRequest): Situation {
  if (draft) return 'ticket-open'
  const newest = tickets[0]
  if (!newest) return 'nothing-open'
  return ended.has(newest.status) ? 'resolved' : 'ticket-open'
}
