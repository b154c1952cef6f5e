import { App, Button, Popconfirm } from 'antd'
import { useEffect, useState } from 'react'
import type { ConversationView } from '../../../../src/desk/contract.ts'
import { part, post } from '../../api/call.ts'
import { isTyping } from '../../parts/is-typing.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

export type TalkAction = 'take' | 'return' | 'close'

export interface TalkActionState {
  busy: TalkAction | undefined
  isMine: boolean
  run(action: TalkAction): Promise<void>
}

/** Taking and giving back; the key T takes. */
export function useTalkActions(item: ConversationView, changed: () => void): TalkActionState {
  const { message } = App.useApp()
  const { me } = useSession()
  const [busy, setBusy] = useState<TalkAction>()
  const isMine = item.mode === 'human' && item.assignee === me.id
  const run = async (action: TalkAction) => {
    setBusy(action)
    try {
      await post(`conversations/${part(item.id)}/${action}`)
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(undefined)
      changed()
    }
  }
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      if (event.key === 't' && !isTyping(event) && !isMine) void run('take')
    }
    addEventListener('keydown', take)
    return () => removeEventListener('keydown', take)
  })
  return { busy, isMine, run }
}

export function TalkActions({ item, actions }: { item: ConversationView; actions: TalkActionState }) {
  const { busy, isMine, run } = actions
  return (
    <div className="talk-actions">
      {!isMine && (
        <Button
          type={item.mode === 'waiting' ? 'primary' : 'default'}
          loading={busy === 'take'}
          onClick={() => run('take')}
          autoInsertSpace={false}
        >
          {say('take')}
        </Button>
      )}
      {item.mode !== 'bot' && (
        <Button loading={busy === 'return'} onClick={() => run('return')}>
          {say('giveBack')}
        </Button>
      )}
      {isMine && (
        <Popconfirm
          title={say('closeSure')}
          okText={say('closeTalk')}
          cancelText={say('cancel')}
          onConfirm={() => run('close')}
        >
          <Button loading={busy === 'close'} className="only-desktop">
            {say('closeTalk')}
          </Button>
        </Popconfirm>
      )}
    </div>
  )
}
