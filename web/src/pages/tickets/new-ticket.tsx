import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { post } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { categories } from './stages.ts'

interface Fields {
  kind: string
  category: string
  priority: string
  description: string
  location?: string
  phone?: string
  channel: string
}

const kinds = ['repair', 'complaint', 'suggestion', 'request']
const priorities = ['emergency', 'high', 'normal', 'low']
const channels = ['desk', 'phone', 'letter-box']
const optionsOf = (words: string[]) => words.map(word => ({ value: word, label: nameOf(word) }))

/** Enters what came by telephone, at the desk or in the letter box. */
export function NewTicket({ isOpen, close }: { isOpen: boolean; close: (number?: string) => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [isBusy, setBusy] = useState(false)
  const save = async (given: Fields) => {
    setBusy(true)
    try {
      const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value))
      const ticket = await post<TicketView>('tickets', filled)
      void message.success(say('opened', { number: ticket.number }))
      form.resetFields()
      close(ticket.number)
    } catch (error) {
      void message.error(describeError(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open={isOpen}
      title={say('newTicket')}
      okText={say('save')}
      cancelText={say('cancel')}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={() => close()}
      forceRender
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ kind: 'repair', category: 'other', priority: 'normal', channel: 'phone' }}
      >
        <Form.Item
          name="description"
          label={say('description')}
          rules={[{ required: true, whitespace: true, message: say('description') }]}
        >
          <Input.TextArea rows={2} className="growing" maxLength={4_000} />
        </Form.Item>
        <Form.Item name="location" label={say('location')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="phone" label={say('phone')}>
          <Input maxLength={40} inputMode="tel" />
        </Form.Item>
        <Choices />
      </Form>
    </Modal>
  )
}

function Choices() {
  const rows: [string, string, string[]][] = [
    ['kind', say('kind'), kinds],
    ['category', say('category'), categories],
    ['priority', say('priority'), priorities],
    ['channel', say('openedFrom'), channels],
  ]
  return (
    <div className="cards">
      {rows.map(([name, label, words]) => (
        <Form.Item key={name} name={name} label={label}>
          <Select options={optionsOf(words)} />
        </Form.Item>
      ))}
    </div>
  )
}
