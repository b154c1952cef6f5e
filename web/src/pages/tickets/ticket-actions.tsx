import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { part, post } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useColleagues } from '../../parts/use-colleagues.ts'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { type Action, actionsFor } from './stages.ts'

interface Props {
  ticket: TicketView
  changed: () => void
}
interface Fields {
  note?: string
  assignee?: string
  reason?: string
  rootCause?: string
}

/** What may be done with a ticket now; each asks what it needs to know. */
export function TicketActions({ ticket, changed }: Props) {
  const { me } = useSession()
  const [asking, setAsking] = useState<Action>()
  const open = actionsFor(ticket, { work: may.work(me), dispatch: may.dispatch(me) })
  return (
    <div className="ticket-actions">
      {open.map((action, at) => (
        <Button
          key={action}
          type={at === 0 ? 'primary' : 'default'}
          danger={action === 'cancel'}
          onClick={() => setAsking(action)}
        >
          {nameOf(action)}
        </Button>
      ))}
      {asking && (
        <ActionForm
          ticket={ticket}
          action={asking}
          close={isDone => {
            setAsking(undefined)
            if (isDone) changed()
          }}
        />
      )}
    </div>
  )
}

interface FormProps {
  ticket: TicketView
  action: Action
  close: (isDone: boolean) => void
}

const needNote: readonly Action[] = ['reopen', 'cancel', 'note']

function ActionForm({ ticket, action, close }: FormProps) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [isBusy, setBusy] = useState(false)
  const { me } = useSession()
  const tellsWork = action === 'resolve' && me.role === 'technician'
  const act = async (given: Fields) => {
    setBusy(true)
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value))
    try {
      await post(`tickets/${part(ticket.number)}/${action}`, filled)
      close(true)
    } catch (error) {
      void message.error(describeError(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={`${ticket.number} · ${nameOf(action)}`}
      okText={nameOf(action)}
      cancelText={say('cancel')}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={() => close(false)}
    >
      <Form<Fields> form={form} layout="vertical" onFinish={act} requiredMark={false}>
        {action === 'assign' && <AssigneeField />}
        {action === 'wait' && <ReasonField />}
        {action === 'resolve' && ticket.kind === 'complaint' && (
          <Form.Item
            name="rootCause"
            label={say('rootCause')}
            rules={[{ required: true, message: say('rootCause') }]}
          >
            <Input maxLength={1_000} />
          </Form.Item>
        )}
        <Form.Item
          name="note"
          label={say('noteLabel')}
          rules={[
            {
              required: needNote.includes(action) || tellsWork,
              whitespace: true,
              message: say('noteNeeded'),
            },
          ]}
        >
          <Input.TextArea rows={2} className="growing" maxLength={2_000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

function AssigneeField() {
  const colleagues = useColleagues()
  const people = colleagues.data ?? []
  return (
    <Form.Item name="assignee" label={say('who')} rules={[{ required: true, message: say('who') }]}>
      {colleagues.error || people.length === 0 ? (
        <Input maxLength={60} />
      ) : (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={people.map(({ id, name, role }) => ({ value: id, label: `${name} · ${nameOf(role)}` }))}
        />
      )}
    </Form.Item>
  )
}

const reasons = ['resident', 'parts', 'force-majeure']

function ReasonField() {
  return (
    <Form.Item
      name="reason"
      label={say('waitReason')}
      rules={[{ required: true, message: say('waitReason') }]}
    >
      <Select options={reasons.map(reason => ({ value: reason, label: nameOf(reason, 'waitReason') }))} />
    </Form.Item>
  )
}
