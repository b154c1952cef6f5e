import { build } from './build.js'
import { say } from './texts.js'
import { describeInstant, renderStatus } from './ticket-list.js'
import { nameOf } from './words.js'

export function titleOf(conversation) {
  return [conversation.name || say('visitor'), conversation.household].filter(Boolean).join(' · ')
}

export function showConversations(conversations, { openId, open }) {
  document.getElementById('no-conversations').hidden = conversations.length > 0
  document.getElementById('conversations').replaceChildren(
    ...conversations.map(conversation => {
      const when = conversation.lastInboundAt ? describeInstant(conversation.lastInboundAt) : ''
      const button = build(
        'button',
        { onClick: () => open(conversation.id) },
        build('strong', { text: titleOf(conversation) }),
        build('small', { text: conversation.lastText }),
        build('small', { text: `${conversation.channel} · ${when}` }),
      )
      if (conversation.mode !== 'bot')
        button.prepend(build('span', { className: 'badge waiting', text: nameOf(conversation.mode) }), ' ')
      if (conversation.id === openId) button.setAttribute('aria-current', 'true')
      return build('li', {}, button)
    }),
  )
}

/** Shows one talk, oldest message first, with its tickets and their events. */
export function showTalk(messages, tickets) {
  const list = document.getElementById('messages')
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  list.replaceChildren(...[...messages].reverse().map(renderMessage))
  if (atEnd) list.scrollTop = list.scrollHeight
  const shownTickets = document.getElementById('talk-tickets')
  const unfolded = new Set(
    [...shownTickets.querySelectorAll('details[open]')].map(item => item.dataset.number),
  )
  shownTickets.replaceChildren(...tickets.map(ticket => renderTicket(ticket, unfolded)))
}

function renderMessage(message) {
  const files = message.attachments.map(file => `📎 ${file.fileName ?? say('attachment')}`)
  const marks = [
    describeInstant(message.at),
    nameOf(message.from),
    message.delivery && message.delivery !== 'sent' ? nameOf(message.delivery) : '',
    message.emotion && message.emotion !== 'neutral' ? nameOf(message.emotion) : '',
    message.edited ? say('edited') : '',
    ...message.citations.map(citation => `《${citation.document}》${citation.clause}`),
  ]
  const text = [message.text.replaceAll('**', ''), ...files].filter(Boolean).join('\n')
  return build(
    'li',
    { className: message.from },
    build('div', { className: 'bubble', text }),
    build('small', { text: marks.filter(Boolean).join(' · ') }),
  )
}

function renderTicket(ticket, unfolded) {
  const events = ticket.events.map(event => {
    const words = [describeInstant(event.at), nameOf(event.type), nameOf(event.by), event.note].filter(
      Boolean,
    )
    return build('li', { className: 'event', text: words.join(' · ') })
  })
  const title = build(
    'summary',
    {},
    `${ticket.number} `,
    renderStatus(ticket.status),
    ` ${nameOf(ticket.category)}`,
  )
  const details = build('details', {}, title, build('ol', {}, ...events))
  details.dataset.number = ticket.number
  details.open = unfolded.has(ticket.number)
  return build('li', {}, details)
}
