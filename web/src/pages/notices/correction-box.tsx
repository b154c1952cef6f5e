import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { say } from '../../texts/say.ts'

type Wording = BroadcastView['draft']['wording']
const written = ['zh-CN', 'en'] as const

/** The new words of a correction, in each language the notice has. */
export function CorrectionBox({ notice, save }: { notice: BroadcastView; save: (wording: Wording) => void }) {
  const [wording, setWording] = useState<Wording>(notice.draft.wording)
  return (
    <Space direction="vertical" className="notice-correction">
      {written
        .filter(language => notice.draft.wording[language])
        .map(language => (
          <Input.TextArea
            key={language}
            aria-label={say(language === 'en' ? 'inEnglish' : 'noticeText')}
            value={wording[language]?.text ?? ''}
            rows={6}
            onChange={event => {
              const { title = notice.title } = wording[language] ?? {}
              setWording({ ...wording, [language]: { title, text: event.target.value } })
            }}
          />
        ))}
      <Button type="primary" onClick={() => save(wording)}>
        {say('correct')}
      </Button>
    </Space>
  )
}
