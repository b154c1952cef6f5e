import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { say } from '../../texts/say.ts'

/** The new words of a correction. */
export function CorrectionBox({ notice, save }: { notice: BroadcastView; save: (text: string) => void }) {
  const [text, setText] = useState(notice.draft.wording['zh-CN']?.text ?? '')
  return (
    <Space direction="vertical" className="notice-correction">
      <Input.TextArea
        aria-label={say('noticeText')}
        value={text}
        rows={6}
        onChange={event => setText(event.target.value)}
      />
      <Button type="primary" onClick={() => save(text)}>
        {say('correct')}
      </Button>
    </Space>
  )
}
