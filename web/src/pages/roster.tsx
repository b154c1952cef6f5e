import { App, Button, Form, Input, Modal, Popconfirm, Select, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import { get, part, post, remove } from '../api/call.ts'
import { type Loaded, useLoad } from '../api/use-load.ts'
import { describeError, Load } from '../parts/load-state.tsx'
import { describeInstant } from '../parts/time.ts'
import { type Colleague, useColleagues } from '../parts/use-colleagues.ts'
import { may, useSession } from '../session.ts'
import { say, type TextKey } from '../texts/say.ts'
import { nameOf } from '../texts/words.ts'

interface AtWork extends Colleague {
  isOnDuty: boolean
  openTickets: number
}
interface Shift {
  id: string
  staffId: string
  kind: string
  startsAt: string
  endsAt: string
  weekdays: number[] | null
}

/** Who is at work now, and the shifts. */
export function Roster() {
  const { me } = useSession()
  const roster = useLoad<{ items: AtWork[] }>('roster', () => get('roster'))
  const shifts = useLoad<{ items: Shift[] }>('shifts', () => get('shifts'))
  const colleagues = useColleagues()
  const [isAdding, setAdding] = useState(false)
  const changed = () => {
    setAdding(false)
    roster.reload()
    shifts.reload()
  }
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('roster')}</h2>
        {may.lead(me) && shifts.data && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {say('addShift')}
          </Button>
        )}
      </header>
      <h3>{say('onDuty')}</h3>
      <AtWorkTable roster={roster} />
      <h3>{say('shifts')}</h3>
      <ShiftTable shifts={shifts} people={colleagues.data ?? []} canChange={may.lead(me)} changed={changed} />
      {isAdding && (
        <ShiftForm people={colleagues.data ?? []} close={() => setAdding(false)} changed={changed} />
      )}
    </div>
  )
}

function AtWorkTable({ roster }: { roster: Loaded<{ items: AtWork[] }> }) {
  return (
    <Load from={roster} isEmpty={({ items }) => items.length === 0} empty={say('noDuty')}>
      {({ items }) => (
        <Table
          rowKey="id"
          size="small"
          dataSource={items}
          pagination={false}
          columns={[
            { title: say('name'), dataIndex: 'name' },
            { title: say('role'), render: (_value, row) => nameOf(row.role) },
            { title: '', render: (_value, row) => row.isOnDuty && <Tag color="green">{say('duty')}</Tag> },
            { title: say('tickets'), dataIndex: 'openTickets' },
          ]}
        />
      )}
    </Load>
  )
}

interface ShiftTableProps {
  shifts: Loaded<{ items: Shift[] }>
  people: Colleague[]
  canChange: boolean
  changed: () => void
}

function ShiftTable({ shifts, people, canChange, changed }: ShiftTableProps) {
  const { message } = App.useApp()
  const drop = (id: string) =>
    remove(`shifts/${part(id)}`).then(changed, error => message.error(describeError(error)))
  const write = (shift: Shift, at: string) =>
    shift.weekdays
      ? `${shift.weekdays.map(day => say(`day${day}` as TextKey)).join('、')} ${at}`
      : describeInstant(at)
  return (
    <Load from={shifts} isEmpty={({ items }) => items.length === 0} empty={say('noShifts')}>
      {({ items }) => (
        <Table
          rowKey="id"
          size="small"
          dataSource={items}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: say('name'),
              render: (_value, row) => people.find(({ id }) => id === row.staffId)?.name ?? row.staffId,
            },
            { title: '', render: (_value, row) => <Tag>{say(row.kind as TextKey)}</Tag> },
            { title: say('from'), render: (_value, row) => write(row, row.startsAt) },
            {
              title: say('until'),
              render: (_value, row) => (row.weekdays ? row.endsAt : describeInstant(row.endsAt)),
            },
            {
              title: '',
              render: (_value, row) =>
                canChange && (
                  <Popconfirm
                    title={say('removeSure')}
                    okText={say('remove')}
                    cancelText={say('cancel')}
                    onConfirm={() => drop(row.id)}
                  >
                    <Button size="small">{say('remove')}</Button>
                  </Popconfirm>
                ),
            },
          ]}
        />
      )}
    </Load>
  )
}

interface Fields {
  staffId: string
  kind: string
  weekdays: number[]
  startsAt: string
  endsAt: string
}
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/
const week = [1, 2, 3, 4, 5, 6, 7]

function ShiftForm({
  people,
  close,
  changed,
}: {
  people: Colleague[]
  close: () => void
  changed: () => void
}) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const save = (given: Fields) =>
    post('shifts', given).then(changed, error => message.error(describeError(error)))
  const time = (name: 'startsAt' | 'endsAt', label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true, pattern: timeOfDay, message: 'HH:mm' }]}>
      <Input placeholder="08:30" maxLength={5} />
    </Form.Item>
  )
  return (
    <Modal
      open
      title={say('addShift')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{ kind: 'shift', weekdays: week.slice(0, 5), startsAt: '08:30', endsAt: '17:30' }}
      >
        <Form.Item name="staffId" label={say('name')} rules={[{ required: true, message: say('name') }]}>
          <Select
            options={people.map(({ id, name, role }) => ({ value: id, label: `${name} · ${nameOf(role)}` }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={say('kind')}>
          <Select options={['shift', 'duty'].map(kind => ({ value: kind, label: say(kind as TextKey) }))} />
        </Form.Item>
        <Form.Item
          name="weekdays"
          label={say('weekdays')}
          rules={[{ required: true, message: say('weekdays') }]}
        >
          <Select
            mode="multiple"
            options={week.map(day => ({ value: day, label: say(`day${day}` as TextKey) }))}
          />
        </Form.Item>
        <Space>
          {time('startsAt', say('from'))}
          {time('endsAt', say('until'))}
        </Space>
      </Form>
    </Modal>
  )
}
