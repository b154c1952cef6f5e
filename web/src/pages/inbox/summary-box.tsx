import { Card, Tag } from 'antd'
import { get, part } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'

interface Summary {
  wants: string[]
  tried: string[]
  notes: { at: string; by: string; text: string }[]
  suggestedReply: string
}

/** What was wanted and tried, a suggested reply, and the notes of colleagues; absent where the service has none. */
export function SummaryBox({ id }: { id: string }) {
  const talk = useLoad<{ summary?: Summary }>(
    `summary ${id}`,
    () => get(`conversations/${part(id)}`),
    event => event.kind === 'conversation' && event.conversation.id === id,
  )
  const summary = talk.data?.summary
  if (!summary) return null
  return (
    <>
      <Card size="small" title={say('summary')} extra={<Tag>{say('suggestion')}</Tag>} className="gap-below">
        {[...summary.wants, ...summary.tried].map(line => (
          <div key={line} className="kept-lines">
            {line}
          </div>
        ))}
        {summary.suggestedReply && (
          <>
            <h4>{say('suggestedReply')}</h4>
            <div className="kept-lines quiet">{summary.suggestedReply}</div>
          </>
        )}
      </Card>
      {summary.notes.length > 0 && (
        <Card size="small" title={say('note')} className="gap-below notes">
          {summary.notes.map(note => (
            <p key={note.at} className="kept-lines">
              <small className="quiet">{`${note.by} ${describeInstant(note.at)}`}</small> {note.text}
            </p>
          ))}
        </Card>
      )}
    </>
  )
}
