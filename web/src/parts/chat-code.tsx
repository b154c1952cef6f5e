import { App, Button, Modal, Typography } from 'antd'
import { useState } from 'react'
import { part, post } from '../api/call.ts'
import { say } from '../texts/say.ts'
import { describeError } from './load-state.tsx'
import { describeInstant } from './time.ts'

interface ChatCode {
  code: string
  expiresAt: string
}

/** Makes a code by which a colleague's chat account is known in the staff room; it is shown once. */
export function ChatCodeButton({ staffId }: { staffId: string }) {
  const { message } = App.useApp()
  const [made, setMade] = useState<ChatCode>()
  const make = async () => {
    try {
      setMade(await post<ChatCode>(`staff/${part(staffId)}/chat-code`))
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  const words = made ? `/bind ${made.code}` : ''
  return (
    <>
      <Button size="small" onClick={make}>
        {say('chatCode')}
      </Button>
      <Modal
        open={made !== undefined}
        title={say('chatCode')}
        onCancel={() => setMade(undefined)}
        footer={null}
      >
        <p className="gap-below">{say('chatCodeHelp', { until: describeInstant(made?.expiresAt) })}</p>
        <Typography.Paragraph copyable={{ text: words }} code>
          {words}
        </Typography.Paragraph>
      </Modal>
    </>
  )
}
