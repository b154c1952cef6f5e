import { Alert, Descriptions, Rate, Tag, Timeline } from 'antd'
import type { ReactNode } from 'react'
import type { ResidentCardView } from '../../../../src/desk/contract.ts'
import { get, part } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { DueTag } from '../../parts/due-tag.tsx'
import { Load } from '../../parts/load-state.tsx'
import { PriorityTag, StatusTag } from '../../parts/tags.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { MoodLine } from './mood-line.tsx'
import { SummaryBox } from './summary-box.tsx'

type TicketLine = ResidentCardView['tickets'][number]

/** Beside the talk: what a person who takes over wants to know. */
export function ResidentSide({ id }: { id: string }) {
  const card = useLoad<ResidentCardView>(
    id,
    () => get(`conversations/${part(id)}/card`),
    event => event.kind === 'ticket' || (event.kind === 'conversation' && event.conversation.id === id),
  )
  return (
    <Load from={card}>
      {known => (
        <>
          {known.cannotBeReached && <Alert type="error" showIcon title={say('unreachable')} />}
          <SummaryBox id={id} />
          <Facts card={known} />
          <Part
            title={say('promises')}
            empty={say('noPromises')}
            of={known.tickets.filter(line => line.isOpen)}
          />
          <h3>{say('mood')}</h3>
          <MoodLine moods={known.moods} />
          <Ratings tickets={known.tickets} />
          <Part
            title={say('history')}
            empty={say('noHistory')}
            of={known.tickets.filter(line => !line.isOpen)}
          />
        </>
      )}
    </Load>
  )
}

function Facts({ card }: { card: ResidentCardView }) {
  const facts: [string, ReactNode][] = [
    [say('name'), card.name || say('visitor')],
    [say('household'), [card.community, card.household].filter(Boolean).join(' ') || say('unbound')],
    [say('phone'), card.phone],
    [say('language'), card.language === 'en' ? 'English' : '中文'],
    [say('channel'), nameOf(card.channel)],
    [say('since'), describeInstant(card.since)],
  ]
  return (
    <Descriptions
      column={1}
      size="small"
      items={facts.filter(([, value]) => value).map(([label, children]) => ({ key: label, label, children }))}
    />
  )
}

function Part(props: { title: string; empty: string; of: TicketLine[] }) {
  return (
    <>
      <h3>{props.title}</h3>
      {props.of.length === 0 && <p className="quiet">{props.empty}</p>}
      {props.of.length > 0 && (
        <Timeline
          className="tight"
          items={props.of.map(line => ({
            key: line.number,
            color: line.isOpen ? 'orange' : 'gray',
            content: <Line line={line} />,
          }))}
        />
      )}
    </>
  )
}

function Line({ line }: { line: TicketLine }) {
  return (
    <>
      <a href={`#/tickets/${encodeURIComponent(line.number)}`}>{line.number}</a>{' '}
      <StatusTag status={line.status} />
      <PriorityTag priority={line.priority} />
      {line.dueAt && <DueTag dueAt={line.dueAt} />}
      <div className="clipped">{line.description}</div>
      {line.appointment && <small className="quiet">{`${say('appointment')}：${line.appointment}`}</small>}
    </>
  )
}

function Ratings({ tickets }: { tickets: TicketLine[] }) {
  const rated = tickets.filter(line => line.rating !== null).slice(0, 3)
  return (
    <>
      <h3>{say('ratings')}</h3>
      {rated.length === 0 && <p className="quiet">{say('noRatings')}</p>}
      {rated.map(line => (
        <div key={line.number} className="rated">
          <Rate disabled value={line.rating ?? 0} /> <Tag>{line.number}</Tag>
          {line.ratingComment && <div className="clipped">{line.ratingComment}</div>}
        </div>
      ))}
    </>
  )
}
