import { attachmentMark, keepWords, normaliseText } from '../../shared/normalise-text.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import type { Place } from '../commands/command.ts'
import type { CategoryEvidence } from './classify-category.ts'
import { type Confirmation, readConfirmation } from './read-confirmation.ts'
import { readAppointment, readPhone } from './read-contact.ts'
import { readPlace, saysCorrection } from './read-place.ts'
import { recogniseDanger } from './recognise-danger.ts'
import type { UnderstandRequest } from './understander.ts'

/** Probabilities of what a message does, from the trained model. */
export type ActEvidence = (said: string) => Readonly<Record<string, number>>

/** What the trained models say; both absent when none is loaded. */
export interface Evidence {
  category?: CategoryEvidence
  act?: ActEvidence
  /** What the message does by the meaning of the whole sentence; nothing where the embedder is missing. */
  means?: (said: string) => Readonly<Record<string, number>> | undefined
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
  const danger = recogniseDanger(raw)
  const confirmation = readConfirmation(said)
  const place = readPlace(raw, { asked: asked === 'place' })
  const appointment = readAppointment(raw, asked === 'appointment')
  const phone = readPhone(raw)
  return {
    request,
    evidence,
    raw,
    said,
    attachments,
    hasWords: keepWords(raw) !== '',
    corrects: saysCorrection(raw),
    ...(danger ? { danger } : {}),
    ...(confirmation ? { confirmation } : {}),
    ...(place ? { place } : {}),
    ...(appointment ? { appointment } : {}),
    ...(phone ? { phone } : {}),
  }
}
