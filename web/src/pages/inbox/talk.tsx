import { ArrowLeftOutlined, IdcardOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer } from 'antd'
import { useEffect, useState } from 'react'
import type { ConversationView } from '../../../../src/desk/contract.ts'
import { get, part } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { ErrorLine } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Composer } from './composer.tsx'
import { ModeTag } from './conversation-list.tsx'
import { Messages } from './messages.tsx'
import { ResidentSide } from './resident-side.tsx'
import { TalkActions, useTalkActions } from './talk-actions.tsx'

/** One conversation: what was said, the way to answer, and who the resident is. */
export function Talk({ id }: { id: string }) {
  const conversation = useLoad<ConversationView>(
    id,
    () => get(`conversations/${part(id)}/head`),
    event => event.kind === 'conversation' && event.conversation.id === id,
  )
  const [isSideOpen, setSideOpen] = useState(false)
  const item = conversation.data
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setSideOpen(false)
    addEventListener('keydown', close)
    return () => removeEventListener('keydown', close)
  }, [])
  if (conversation.error && !item) {
    return (
      <div className="talk">
        <ErrorLine error={conversation.error} retry={conversation.reload} />
        <Button onClick={() => goTo('inbox')}>{say('back')}</Button>
      </div>
    )
  }
  return (
    <>
      <section className="talk" aria-label={say('messages')}>
        {item && <Head item={item} changed={conversation.reload} showSide={() => setSideOpen(true)} />}
        {item?.handover && <HandoverLine item={item} />}
        <Messages id={id} />
        {item && <Composer item={item} changed={conversation.reload} />}
      </section>
      <aside className="side only-wide" aria-label={say('resident')}>
        <ResidentSide id={id} />
      </aside>
      <Drawer
        open={isSideOpen}
        onClose={() => setSideOpen(false)}
        title={say('resident')}
        size={360}
        destroyOnHidden
      >
        <ResidentSide id={id} />
      </Drawer>
    </>
  )
}

interface HeadProps {
  item: ConversationView
  changed: () => void
  showSide: () => void
}

function Head({ item, changed, showSide }: HeadProps) {
  const actions = useTalkActions(item, changed)
  return (
    <header className="talk-head">
      <Button
        type="text"
        className="only-phone"
        icon={<ArrowLeftOutlined />}
        aria-label={say('back')}
        onClick={() => goTo('inbox')}
      />
      <div className="talk-title">
        <strong>{item.name || say('visitor')}</strong>
        <small className="quiet">
          {[item.community, item.household ?? say('unbound'), nameOf(item.channel)]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <span className="only-desktop">
        <ModeTag item={item} />
      </span>
      <TalkActions item={item} actions={actions} />
      <Button
        className="not-wide"
        icon={<IdcardOutlined />}
        aria-label={say('resident')}
        onClick={showSide}
      />
    </header>
  )
}

function HandoverLine({ item }: { item: ConversationView }) {
  const { handover } = item
  if (!handover) return null
  return (
    <Alert
      type={item.mode === 'waiting' ? 'warning' : 'info'}
      banner
      title={`${say('handoverReason')}：${nameOf(handover.reason, 'reason')}`}
      description={handover.summary && <span className="kept-lines">{handover.summary}</span>}
    />
  )
}
