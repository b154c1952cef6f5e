import { App, Button, Input, Modal, Rate, Table } from 'antd'
import { useState } from 'react'
import type { CallbackView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'

/** Whom no message of ours reaches: somebody telephones and enters the answer. */
export function PhoneList() {
  const list = useLoad<{ items: CallbackView[] }>('phone list', () => get('callbacks?status=listed'))
  const [called, setCalled] = useState<CallbackView>()
  return (
    <>
      <Load from={list} isEmpty={({ items }) => items.length === 0} empty={say('nobodyToCall')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            dataSource={items}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            columns={[
              { title: say('ticket'), dataIndex: 'ticketNumber' },
              { title: say('by_category'), render: (_value, row) => nameOf(row.category) },
              { title: say('name'), dataIndex: 'name' },
              { title: say('phone'), dataIndex: 'phone' },
              { title: say('dueAt'), render: (_value, row) => describeInstant(row.dueAt) },
              {
                title: '',
                render: (_value, row) => <Button onClick={() => setCalled(row)}>{say('enterAnswer')}</Button>,
              },
            ]}
          />
        )}
      </Load>
      {called && (
        <AnswerForm
          callback={called}
          close={() => {
            setCalled(undefined)
            list.reload()
          }}
        />
      )}
    </>
  )
}

function AnswerForm({ callback, close }: { callback: CallbackView; close: () => void }) {
  const { message } = App.useApp()
  const [score, setScore] = useState(0)
  const [comment, setComment] = useState('')
  const save = () =>
    post(`callbacks/${part(callback.id)}/answer`, { score, comment }).then(close, error =>
      message.error(describeError(error)),
    )
  return (
    <Modal
      open
      title={say('enterAnswer')}
      onCancel={close}
      onOk={save}
      okButtonProps={{ disabled: score === 0 }}
      okText={say('save')}
    >
      <p>
        {callback.ticketNumber} {callback.name} {callback.phone}
      </p>
      <Rate value={score} onChange={setScore} />
      <Input.TextArea rows={3} value={comment} onChange={event => setComment(event.target.value)} />
    </Modal>
  )
}
