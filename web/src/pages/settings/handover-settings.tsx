import { App, Button, Card, Form, Input, InputNumber } from 'antd'
import { get, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { say } from '../../texts/say.ts'

interface Policy {
  openFrom: string
  openTo: string
  unansweredMinutes: number
  idleMinutes: number
  dutyPhone: string
}

/** When people answer, how long is waited for them, and whom to ring at night. */
export function HandoverSettings() {
  const policy = useLoad<Policy>('handover policy', () => get('settings/handover'))
  return (
    <Load from={policy}>
      {known => (
        <div className="cards">
          <Card title={say('handoverSettings')}>
            <PolicyForm known={known} saved={policy.reload} />
          </Card>
        </div>
      )}
    </Load>
  )
}

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/

function PolicyForm({ known, saved }: { known: Policy; saved: () => void }) {
  const { message } = App.useApp()
  const save = async (given: Policy) => {
    try {
      await put('settings/handover', { ...given, dutyPhone: given.dutyPhone ?? '' })
      void message.success(say('saved'))
      saved()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  const time = (name: 'openFrom' | 'openTo') => (
    <Form.Item
      name={name}
      label={say(name)}
      rules={[{ required: true, pattern: clockTime, message: say('clockTime') }]}
    >
      <Input maxLength={5} placeholder="08:00" inputMode="numeric" />
    </Form.Item>
  )
  const minutes = (name: 'unansweredMinutes' | 'idleMinutes') => (
    <Form.Item name={name} label={say(name)} rules={[{ required: true, message: say(name) }]}>
      <InputNumber min={1} max={1_440} />
    </Form.Item>
  )
  return (
    <Form<Policy> layout="vertical" requiredMark={false} initialValues={known} onFinish={save}>
      {time('openFrom')}
      {time('openTo')}
      {minutes('unansweredMinutes')}
      {minutes('idleMinutes')}
      <Form.Item name="dutyPhone" label={say('dutyPhone')}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Button type="primary" htmlType="submit">
        {say('save')}
      </Button>
    </Form>
  )
}
