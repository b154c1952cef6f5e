import { App, Button, Input, Segmented } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { useEffect, useRef, useState } from 'react'
import type { ConversationView } from '../../../../src/desk/contract.ts'
import { part, post } from '../../api/call.ts'
import { isTyping } from '../../parts/is-typing.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { AssistButton } from './assist-button.tsx'
import { CannedReplies } from './canned-replies.tsx'
import { SuggestButton } from './suggest-button.tsx'
import { SuggestionBar } from './suggestion-bar.tsx'

type Way = 'reply' | 'note'
const longest = 4_000
const drafts = new Map<string, string>()

/** Where staff write: to the resident, or to colleagues only. What is not sent yet stays with its conversation. */
export function Composer({ item, changed }: { item: ConversationView; changed: () => void }) {
  const { message } = App.useApp()
  const { me } = useSession()
  const [way, setWay] = useState<Way>('reply')
  const [text, setText] = useState(drafts.get(item.id) ?? '')
  const [isBusy, setBusy] = useState(false)
  const box = useRef<TextAreaRef>(null)
  const isMine = item.mode === 'human' && item.assignee === me.id
  const write = (value: string) => {
    drafts.set(item.id, value)
    setText(value)
  }
  useFocusKey(() => box.current?.focus())
  const canSend = text.trim() !== '' && (way === 'note' || isMine)
  const send = async () => {
    if (!canSend || isBusy) return
    setBusy(true)
    try {
      await post(`conversations/${part(item.id)}/${way}`, { [way === 'note' ? 'note' : 'text']: text.trim() })
      write('')
      changed()
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
      box.current?.focus()
    }
  }
  return (
    <div className={`composer way-${way}`}>
      <SuggestionBar item={item} changed={changed} use={write} />
      <div className="composer-tools">
        <Segmented<Way>
          size="small"
          value={way}
          onChange={setWay}
          options={[
            { value: 'reply', label: say('reply') },
            { value: 'note', label: say('note') },
          ]}
        />
        {way === 'reply' && (
          <>
            <CannedReplies item={item} insert={words => write(text ? `${text}\n${words}` : words)} />
            <SuggestButton id={item.id} use={words => write(text ? `${text}\n${words}` : words)} />
            <AssistButton text={text} language={item.language} use={write} />
          </>
        )}
      </div>
      <Input.TextArea
        ref={box}
        value={text}
        maxLength={longest}
        rows={2}
        className="growing"
        aria-label={say(way)}
        placeholder={say(placeholderOf(way, isMine))}
        onChange={event => write(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <Button type="primary" disabled={!canSend} loading={isBusy} onClick={send} autoInsertSpace={false}>
        {say(way === 'note' ? 'keepNote' : 'send')}
      </Button>
    </div>
  )
}

function placeholderOf(way: Way, isMine: boolean) {
  if (way === 'note') return 'notePlaceholder'
  return isMine ? 'replyPlaceholder' : 'takeFirst'
}

function useFocusKey(focus: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'r' || isTyping(event)) return
      event.preventDefault()
      focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  })
}
