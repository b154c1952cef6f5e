import { App, Button, Checkbox, Input, Modal, Radio, Rate, Space, Table } from 'antd'
import { useState } from 'react'
import type { CallbackView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { describeReason } from './describe-callback.ts'

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
            scroll={{ x: 'max-content' }}
            columns={[
              { title: say('ticket'), dataIndex: 'ticketNumber' },
              { title: say('by_category'), render: (_value, row) => nameOf(row.category) },
              { title: say('name'), dataIndex: 'name' },
              { title: say('phone'), dataIndex: 'phone' },
              { title: say('why'), render: (_value, row) => describeReason(row.reason) },
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

const ends = ['not-reached', 'declined', 'no-more'] as const

/** What came of the call: a score, or why there is none. */
function AnswerForm({ callback, close }: { callback: CallbackView; close: () => void }) {
  const { message } = App.useApp()
  const [outcome, setOutcome] = useState<'score' | (typeof ends)[number]>('score')
  const [score, setScore] = useState(0)
  const [isUnsolved, setUnsolved] = useState(false)
  const [comment, setComment] = useState('')
  const isScore = outcome === 'score'
  const save = () => {
    const path = `callbacks/${part(callback.id)}`
    const done = isScore
      ? post(`${path}/answer`, { score, comment, isUnsolved })
      : post(`${path}/end`, { reason: outcome, comment })
    return done.then(close, error => message.error(describeError(error)))
  }
  return (
    <Modal
      open
      title={say('enterAnswer')}
      onCancel={close}
      onOk={save}
      okButtonProps={{ disabled: isScore && score === 0 }}
      okText={say('save')}
    >
      <p className="gap-below">
        {callback.ticketNumber} {callback.name} {callback.phone}
      </p>
      <Radio.Group
        className="gap-below"
        vertical
        value={outcome}
        onChange={event => setOutcome(event.target.value)}
        options={['score' as const, ...ends].map(value => ({
          value,
          label: say(`call_${value}` as TextKey),
        }))}
      />
      {isScore && (
        <Space className="gap-below" size="large" wrap>
          <Rate value={score} onChange={setScore} />
          {callback.subject === 'ticket' && (
            <Checkbox checked={isUnsolved} onChange={event => setUnsolved(event.target.checked)}>
              {say('isUnsolved')}
            </Checkbox>
          )}
        </Space>
      )}
      <Input.TextArea
        rows={3}
        maxLength={2000}
        aria-label={say('callWords')}
        placeholder={say('callWords')}
        value={comment}
        onChange={event => setComment(event.target.value)}
      />
    </Modal>
  )
}
