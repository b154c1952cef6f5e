import { EditOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { SuggestedReplyView } from '../../../../src/desk/contract.ts'
import { get, part } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { say } from '../../texts/say.ts'

const sources = { model: 'byModel', documents: 'byDocuments', rules: 'byRules' } as const

/** Puts suggested words where staff write; nothing is sent before they send it. */
export function SuggestButton({ id, use }: { id: string; use: (text: string) => void }) {
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    try {
      const { text, by } = await get<SuggestedReplyView>(`conversations/${part(id)}/suggested-reply`)
      use(text)
      void message.info(say('suggestedBy', { by: say(sources[by]) }))
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button size="small" icon={<EditOutlined />} loading={isBusy} onClick={ask}>
      {say('suggestReply')}
    </Button>
  )
}
