import { zhCn } from '../i18n/zh-cn.ts'
import type { Priority, TicketCategory } from '../shared/vocabulary.ts'
import type { TicketRow } from './ticket-facts.ts'

const mostChars = 200

/** A ticket in a few lines of a notice to staff. A quarrel between neighbours is told without whose door it came from. */
export function writeTicketLines(ticket: TicketRow): string {
  const isDispute = ticket.category === 'noise' || ticket.category === 'pets'
  const place = isDispute && ticket.building ? zhCn.place({ building: ticket.building }) : ticket.location
  return zhCn.dispatch.ticketLine({
    number: ticket.number,
    category: zhCn.category(ticket.category as TicketCategory),
    priority: zhCn.priority(ticket.priority as Priority),
    place: place === '' ? zhCn.placeUnknown : place,
    text: [...ticket.description].slice(0, mostChars).join(''),
  })
}

/** The buttons by which staff take a ticket on. */
export function ticketButtons(number: string, ...actions: ('accept' | 'start')[]) {
  return [
    actions.map(action => ({
      label: zhCn.dispatch.button[action],
      value: `ticket:${action}:${number}`,
    })),
  ]
}
