import { Card, Tag } from 'antd'
import { get, part } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { say } from '../../texts/say.ts'

interface Summary {
  text?: string
  summary?: string
  suggestion?: string | { text: string } | null
}

/** What was wanted and tried, and a suggested reply; absent where the service has none. */
export function SummaryBox({ id }: { id: string }) {
  const summary = useLoad<Summary>(
    id,
    () => get(`conversations/${part(id)}/summary`),
    event => event.kind === 'conversation' && event.conversation.id === id,
  )
  const text = summary.data?.text ?? summary.data?.summary
  if (!text) return null
  const { suggestion } = summary.data ?? {}
  const words = typeof suggestion === 'string' ? suggestion : suggestion?.text
  return (
    <Card size="small" title={say('summary')} extra={<Tag>{say('suggestion')}</Tag>} className="gap-below">
      <div className="kept-lines">{text}</div>
      {words && (
        <>
          <h4>{say('suggestedReply')}</h4>
          <div className="kept-lines quiet">{words}</div>
        </>
      )}
    </Card>
  )
}
