import { BulbOutlined } from '@ant-design/icons'
import { Alert, App, Button, Modal, Space } from 'antd'
import { useState } from 'react'
import type { AssistView } from '../../../../src/desk/contract.ts'
import { post } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { say, type TextKey } from '../../texts/say.ts'

/** Offers the draft in 服务用语; nothing changes before staff take it. */
export function AssistButton(props: { text: string; language: string; use: (text: string) => void }) {
  const { message } = App.useApp()
  const [offer, setOffer] = useState<AssistView>()
  const [isBusy, setBusy] = useState(false)
  const ask = async () => {
    setBusy(true)
    try {
      const { text, language } = props
      setOffer(await post<AssistView>('reply-assist', { text: text.trim().slice(0, 2_000), language }))
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
    }
  }
  const close = () => setOffer(undefined)
  return (
    <>
      <Button
        size="small"
        icon={<BulbOutlined />}
        disabled={props.text.trim() === ''}
        loading={isBusy}
        onClick={ask}
      >
        {say('assist')}
      </Button>
      <Modal
        open={offer !== undefined}
        title={say('assistTitle')}
        okText={say('use')}
        cancelText={say('keepMine')}
        onCancel={close}
        onOk={() => {
          if (offer) props.use(offer.text)
          close()
        }}
      >
        {offer && (
          <Space orientation="vertical" className="full">
            <div className="offer">{offer.text}</div>
            <small className="quiet">
              {say('assistBy', { by: say(offer.by === 'model' ? 'byModel' : 'byRules') })}
            </small>
            {offer.warnings.map(id => (
              <Alert key={id} type="warning" showIcon title={say(`warn_${id}` as TextKey)} />
            ))}
          </Space>
        )}
      </Modal>
    </>
  )
}
