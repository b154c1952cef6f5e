import type { Channel } from './adapters/channel.ts'
import type { AppParts } from './app-parts.ts'
import type { CallbackParts } from './callbacks/callback-parts.ts'
import { readCallbackPolicy } from './callbacks/callback-store.ts'
import { hasWindow, textLimitOf } from './channel-limits.ts'
import { notifyResident } from './messaging/notify-resident.ts'
import type { SurveyParts } from './surveys/survey-invite.ts'
import type { TellParts } from './tickets/tell-resident.ts'
import { readTicketSettings } from './tickets/ticket-settings.ts'

/** How a resident is written to outside a turn. */
export function createTellParts(
  parts: Pick<AppParts, 'timezone'>,
  channels: ReadonlyMap<string, Channel>,
): TellParts {
  return {
    timezone: parts.timezone,
    notify: (work, { conversationId, channel, text, buttons, isImportant }) =>
      notifyResident(work, {
        conversationId,
        reply: { text, ...(buttons ? { buttons } : {}), ...(isImportant ? { isImportant } : {}) },
        textLimit: textLimitOf(channels, channel),
        inOnePiece: hasWindow(channels, channel),
      }),
  }
}

/** How residents are asked how it went. */
export function createCallbackParts(
  parts: Pick<AppParts, 'timezone'>,
  channels: ReadonlyMap<string, Channel>,
): CallbackParts & SurveyParts {
  return {
    timezone: parts.timezone,
    readPeaceDays: async tx => (await readCallbackPolicy(tx)).everyDays,
    readQuiet: async tx => (await readTicketSettings(tx)).calendar.quiet,
    reachOf: name => channels.get(name)?.capabilities,
    ask: (work, { conversationId, channel, text, buttons, askedBy }) =>
      notifyResident(work, {
        conversationId,
        // How a ticket went is part of its result, and the callback has looked that a message is left for what follows.
        reply: { text, buttons, askedBy, isImportant: askedBy.startsWith('callback:') },
        textLimit: textLimitOf(channels, channel),
        inOnePiece: hasWindow(channels, channel),
      }),
  }
}
