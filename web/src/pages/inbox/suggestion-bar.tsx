import { App, Button, Input, Space, Tag } from 'antd'
import { useEffect, useState } from 'react'
import type { ConversationView, TalkView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError } from '../../parts/load-state.tsx'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'

interface Props {
  item: ConversationView
  changed: () => void
  /** Puts words where staff write. */
  use: (text: string) => void
}

/** What the bot would answer, where people decide: to send, to change and send, or only to read. */
export function SuggestionBar({ item, changed, use }: Props) {
  const talk = useLoad<TalkView>(
    `suggestion ${item.id}`,
    () => get(`conversations/${part(item.id)}`),
    event => event.kind === 'conversation' && event.conversation.id === item.id,
  )
  const suggestion = talk.data?.suggestion
  if (!suggestion) return null
  const done = () => {
    talk.reload()
    changed()
  }
  const isOpen = suggestion.mayApprove && item.mode !== 'human'
  return (
    <section className="suggestion" aria-label={say('botDraft')}>
      <Space wrap size={4}>
        <strong>{say('botDraft')}</strong>
        <Tag>{say('suggestion')}</Tag>
        {suggestion.actions.length > 0 && (
          <small className="quiet">
            {say('wouldDo', { steps: suggestion.actions.map(step => nameOf(step, 'step')).join('、') })}
          </small>
        )}
      </Space>
      {isOpen ? (
        <Approval key={suggestion.id} id={item.id} suggestion={suggestion} done={done} />
      ) : (
        <>
          <div className="kept-lines">{suggestion.text}</div>
          <Button size="small" onClick={() => use(suggestion.text)}>
            {say('useDraft')}
          </Button>
        </>
      )}
    </section>
  )
}

interface ApprovalProps {
  id: string
  suggestion: NonNullable<TalkView['suggestion']>
  done: () => void
}

function Approval({ id, suggestion, done }: ApprovalProps) {
  const { message } = App.useApp()
  const [text, setText] = useState(suggestion.text)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => setText(suggestion.text), [suggestion.text])
  const approve = async () => {
    setBusy(true)
    const own = text.trim() === suggestion.text.trim() ? {} : { text: text.trim() }
    try {
      await post(`conversations/${part(id)}/approve`, { suggestionId: suggestion.id, ...own })
      void message.success(say('sentReply'))
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
      done()
    }
  }
  return (
    <>
      <Input.TextArea
        value={text}
        maxLength={4_000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        aria-label={say('botDraft')}
        onChange={event => setText(event.target.value)}
      />
      <Button
        type="primary"
        size="small"
        loading={isBusy}
        disabled={text.trim() === ''}
        onClick={approve}
        autoInsertSpace={false}
      >
        {say('approve')}
      </Button>
    </>
  )
}
