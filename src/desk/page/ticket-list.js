import { build } from './build.js'
import { currentLanguage, say } from './texts.js'
import { nameOf } from './words.js'

const done = ['resolved', 'followed_up', 'closed', 'cancelled']
const minuteMs = 60_000

/** Shows the tickets; `nowMs` is the service's time. */
export function showTickets(tickets, { nowMs, open }) {
  document.getElementById('no-tickets').hidden = tickets.length > 0
  document.getElementById('ticket-count').textContent =
    tickets.length >= 100 ? say('shown') : String(tickets.length)
  document
    .getElementById('tickets')
    .replaceChildren(...tickets.map(ticket => renderRow(ticket, { nowMs, open })))
}

function renderRow(ticket, { nowMs, open }) {
  const number = ticket.conversationId
    ? build('button', { className: 'link', text: ticket.number, onClick: () => open(ticket.conversationId) })
    : build('span', { text: ticket.number })
  return build(
    'tr',
    {},
    build('td', { className: 'tight' }, number),
    build('td', {}, renderStatus(ticket.status)),
    build('td', { className: 'tight', text: nameOf(ticket.category) }),
    build('td', {}, build('span', { className: `badge ${ticket.priority}`, text: nameOf(ticket.priority) })),
    build('td', { className: 'words', text: ticket.location || ticket.household || '—' }),
    build('td', { className: 'words', text: ticket.description }),
    build('td', { className: 'tight' }, renderDeadline(ticket, nowMs)),
    build('td', { className: 'tight', text: describeSpan(nowMs - Date.parse(ticket.createdAt)) }),
  )
}

export function renderStatus(status) {
  const look = done.includes(status) ? 'done' : status
  return build('span', { className: `badge ${look}`, text: nameOf(status) })
}

/** The next of the two clocks that still runs; red once it has run out. */
function renderDeadline(ticket, nowMs) {
  if (done.includes(ticket.status)) return build('span', { text: say('onTime') })
  const key = ticket.respondedAt ? 'resolveBy' : 'respondBy'
  const leftMs = Date.parse(ticket[key]) - nowMs
  const when = describeInstant(ticket[key])
  const label = build('span', { text: `${say(key)} ${when}` })
  if (leftMs >= 0) return label
  label.className = 'late'
  label.textContent = `${say(key)} ${say('late')} ${describeSpan(-leftMs)}`
  return label
}

export function describeInstant(instant) {
  const style = { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' }
  return new Date(instant).toLocaleString(currentLanguage(), style)
}

function describeSpan(ms) {
  const minutes = Math.max(0, Math.floor(ms / minuteMs))
  if (minutes < 60) return `${minutes} ${say('minute')}`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} ${say('hour')}`
  return `${Math.floor(minutes / 1440)} ${say('day')}`
}
