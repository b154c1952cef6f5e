import { Tag } from 'antd'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { DueTag } from '../../parts/due-tag.tsx'
import { PriorityTag, StatusTag } from '../../parts/tags.tsx'
import { describeAgo } from '../../parts/time.ts'
import { goTo } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { byDeadline, dueOf, lanes } from './stages.ts'

/** One lane a stage; within it the most pressing first. */
export function Board({ tickets }: { tickets: TicketView[] }) {
  return (
    <div className="board">
      {lanes.map(lane => {
        const inLane = tickets
          .filter(ticket => (lane.statuses as readonly string[]).includes(ticket.status))
          .sort(byDeadline)
        return (
          <section key={lane.id} className="lane" aria-label={nameOf(lane.id)}>
            <h3>
              {nameOf(lane.id)} <Tag>{inLane.length}</Tag>
            </h3>
            {inLane.length === 0 && <p className="quiet">{say('noneHere')}</p>}
            {inLane.map(ticket => (
              <TicketCard key={ticket.number} ticket={ticket} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function TicketCard({ ticket }: { ticket: TicketView }) {
  const dueAt = dueOf(ticket)
  const place = ticket.household ?? ticket.location
  return (
    <button
      type="button"
      className={ticket.priority === 'emergency' ? 'ticket is-emergency' : 'ticket'}
      onClick={() => goTo('tickets', ticket.number)}
    >
      <span className="ticket-head">
        <strong>{ticket.number}</strong>
        <PriorityTag priority={ticket.priority} />
        {ticket.status === 'reopened' && <StatusTag status="reopened" />}
        <span className="spread" />
        <Clock ticket={ticket} dueAt={dueAt} />
      </span>
      <span className="clipped">{ticket.description}</span>
      <small className="quiet">
        {[
          nameOf(ticket.category),
          place,
          ticket.assignee ?? say('unassignedTicket'),
          describeAgo(ticket.createdAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </button>
  )
}

export function Clock({ ticket, dueAt }: { ticket: TicketView; dueAt: string | undefined }) {
  if (dueAt) return <DueTag dueAt={dueAt} />
  return ticket.status === 'waiting' ? <Tag>{say('clockStopped')}</Tag> : null
}
