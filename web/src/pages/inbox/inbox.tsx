import { useEffect } from 'react'
import { isTyping } from '../../parts/is-typing.ts'
import { goTo, useRoute } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { ConversationList } from './conversation-list.tsx'
import { Talk } from './talk.tsx'
import { useConversations } from './use-conversations.ts'

/** The list on the left, the talk beside it; on a phone one after the other. */
export function Inbox() {
  const { me } = useSession()
  const openId = useRoute()[1]
  const inbox = useConversations()
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const by = { j: 1, k: -1 }[event.key]
      if (by === undefined || isTyping(event)) return
      const at = inbox.items.findIndex(item => item.id === openId)
      const next = inbox.items[Math.max(0, at + by)]
      if (next) goTo('inbox', next.id)
    }
    addEventListener('keydown', step)
    return () => removeEventListener('keydown', step)
  }, [inbox.items, openId])
  const canRead = may.readTalks(me)
  return (
    <div className={openId && canRead ? 'inbox has-talk' : 'inbox'}>
      <ConversationList inbox={inbox} openId={openId} />
      {openId && canRead ? (
        <Talk key={openId} id={openId} />
      ) : (
        <div className="talk-empty quiet">
          <p>{say('pickConversation')}</p>
          {canRead && <p className="keys">{say('keysHelp')}</p>}
        </div>
      )}
    </div>
  )
}
