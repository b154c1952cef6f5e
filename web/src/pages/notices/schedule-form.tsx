import { App, Form, Input, InputNumber, Modal, Select, Space } from 'antd'
import { post } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { kinds } from './draft-fields.ts'
import { everies, festivalNames, type ScheduleFields, toSchedule } from './schedule-fields.ts'

const initial: Partial<ScheduleFields> = {
  ...{ source: 'text', kind: 'tip', every: 'week', at: '09:00', weekday: 5, day: 1, month: 1, daysBefore: 0 },
}

/** Sets a recurring notice up. */
export function ScheduleForm({ close }: { close: () => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<ScheduleFields>()
  const source = Form.useWatch('source', form) ?? 'text'
  const every = Form.useWatch('every', form) ?? 'week'
  const save = async (fields: ScheduleFields) => {
    try {
      await post('broadcast-schedules', toSchedule({ ...initial, ...fields }))
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Modal
      open
      title={say('scheduleNew')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={initial}>
        <Form.Item name="title" label={say('noticeTitle')} rules={[{ required: true }]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="source" label={say('scheduleWhat')}>
          <Select
            options={[
              { value: 'text', label: say('scheduleText') },
              { value: 'news', label: say('scheduleNews') },
            ]}
          />
        </Form.Item>
        {source === 'text' && <Words />}
        <Form.Item name="communityId" label={say('community')}>
          <Select
            allowClear
            placeholder={say('actCommunityAll')}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="tags" label={say('tagList')}>
          <Select mode="tags" open={false} />
        </Form.Item>
        <Space wrap align="start">
          <Form.Item name="every" label={say('scheduleEvery')}>
            <Select
              className="notice-select"
              options={everies.map(value => ({ value, label: say(`every_${value}` as TextKey) }))}
            />
          </Form.Item>
          <When every={every} />
          <Form.Item name="at" label={say('scheduleAt')} rules={[{ required: true }]}>
            <Input type="time" />
          </Form.Item>
        </Space>
      </Form>
    </Modal>
  )
}

function Words() {
  return (
    <>
      <Form.Item name="kind" label={say('noticeKind')}>
        <Select options={kinds.map(kind => ({ value: kind, label: say(`kind_${kind}` as TextKey) }))} />
      </Form.Item>
      <Form.Item name="text" label={say('noticeText')} rules={[{ required: true }]}>
        <Input.TextArea rows={4} maxLength={3_500} />
      </Form.Item>
    </>
  )
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

function When({ every }: { every: ScheduleFields['every'] }) {
  const isYear = every === 'year' || every === 'lunar-year'
  return (
    <>
      {every === 'week' && (
        <Form.Item name="weekday" label={say('scheduleWeekday')}>
          <Select options={weekdays.map(day => ({ value: day, label: say(`day${day}` as TextKey) }))} />
        </Form.Item>
      )}
      {isYear && (
        <Form.Item name="month" label={say('scheduleMonth')}>
          <InputNumber min={1} max={12} precision={0} />
        </Form.Item>
      )}
      {(isYear || every === 'month') && (
        <Form.Item name="day" label={say('scheduleDay')}>
          <InputNumber min={1} max={31} precision={0} />
        </Form.Item>
      )}
      {every === 'festival' && (
        <>
          <Form.Item name="festival" label={say('scheduleFestival')} rules={[{ required: true }]}>
            <Select
              className="notice-select"
              options={festivalNames.map(value => ({
                value,
                label: say(`festival_${value}` as TextKey),
              }))}
            />
          </Form.Item>
          <Form.Item name="daysBefore" label={say('scheduleBefore')}>
            <InputNumber min={0} max={30} precision={0} />
          </Form.Item>
        </>
      )}
    </>
  )
}
