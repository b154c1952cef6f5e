import { Descriptions, Drawer, Rate, Timeline } from 'antd'
import type { ReactNode } from 'react'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { get, part } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { PriorityTag, StatusTag } from '../../parts/tags.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Clock } from './board.tsx'
import { dueOf } from './stages.ts'
import { TicketActions } from './ticket-actions.tsx'

interface Props {
  number: string | undefined
  /** As the list has it, shown at once. */
  known: TicketView | undefined
  changed: () => void
  close: () => void
}

export function TicketDrawer({ number, known, changed, close }: Props) {
  const ticket = useLoad<TicketView>(
    number && !known ? number : null,
    () => get(`tickets/${part(number ?? '')}`),
    event => event.kind === 'ticket' && event.number === number,
  )
  const shown = known ?? ticket.data
  return (
    <Drawer
      open={number !== undefined}
      onClose={close}
      size={460}
      title={
        <span className="ticket-head">
          {number} {shown && <StatusTag status={shown.status} />}
          {shown && <PriorityTag priority={shown.priority} />}
          {shown && <Clock ticket={shown} dueAt={dueOf(shown)} />}
        </span>
      }
    >
      {shown ? (
        <Details ticket={shown} changed={known ? changed : ticket.reload} />
      ) : (
        <Load from={ticket}>{() => null}</Load>
      )}
    </Drawer>
  )
}

function Details({ ticket, changed }: { ticket: TicketView; changed: () => void }) {
  return (
    <>
      <p className="kept-lines">{ticket.description}</p>
      <TicketActions ticket={ticket} changed={changed} />
      <Facts ticket={ticket} />
      <h3>{say('events')}</h3>
      <Timeline
        className="gap-above"
        items={ticket.events.map(event => ({
          key: `${event.at} ${event.type}`,
          content: (
            <>
              <strong>{nameOf(event.type)}</strong> <span className="quiet">{nameOf(event.by)}</span>{' '}
              <small className="quiet">{describeInstant(event.at)}</small>
              {event.note && <div className="kept-lines">{event.note}</div>}
            </>
          ),
        }))}
      />
    </>
  )
}

function Facts({ ticket }: { ticket: TicketView }) {
  const facts: [string, ReactNode][] = [
    [say('kind'), `${nameOf(ticket.kind)} · ${nameOf(ticket.category)}`],
    [say('household'), ticket.household],
    [say('location'), ticket.location],
    [say('assignee'), ticket.assignee ?? say('unassignedTicket')],
    [say('respondBy'), describeDeadline(ticket.respondBy, ticket.respondedAt)],
    [say('resolveBy'), describeDeadline(ticket.resolveBy, ticket.resolvedAt)],
    [say('openedFrom'), nameOf(ticket.channel)],
    [say('rating'), ticket.rating === null ? null : <Rate key="rate" disabled value={ticket.rating} />],
    [
      say('inbox'),
      ticket.conversationId && (
        <a key="talk" href={`#/inbox/${encodeURIComponent(ticket.conversationId)}`}>
          {say('openTalk')}
        </a>
      ),
    ],
  ]
  return (
    <Descriptions
      column={1}
      size="small"
      items={facts.filter(([, value]) => value).map(([label, children]) => ({ key: label, label, children }))}
    />
  )
}

function describeDeadline(by: string, doneAt: string | null): string {
  if (!doneAt) return describeInstant(by)
  return `${describeInstant(by)} · ${doneAt <= by ? say('onTime') : describeInstant(doneAt)}`
}
