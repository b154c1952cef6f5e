import { App, Form, Input, InputNumber, Modal, Select } from 'antd'
import type { ActivityDetailView, ActivityView } from '../../../../src/desk/contract.ts'
import { part, post, put } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { toInstant, toLocal } from '../../parts/local-time.ts'
import { goTo } from '../../route.ts'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

interface Fields {
  title: string
  text?: string
  place?: string
  startsAt: string
  closesAt: string
  quota?: number | null
  communityId?: string
}

interface Props {
  kind: 'activity' | 'owner-day'
  known?: ActivityView
  close: () => void
}

/** Opens an activity or owners' day, or changes one that is open. */
export function ActivityForm({ kind, known, close }: Props) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const save = async (fields: Fields) => {
    const body = toBody(fields)
    try {
      if (known) await put(`activities/${part(known.id)}`, body)
      else {
        const communityId = fields.communityId ?? null
        const made = await post<ActivityDetailView>('activities', { ...body, kind, communityId })
        goTo('activities', made.activity.id)
      }
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Modal
      open
      title={known?.title ?? say(kind === 'activity' ? 'actNew' : 'actNewDay')}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={save} initialValues={fieldsOf(known)}>
        <FormFields kind={kind} isNew={!known} />
      </Form>
    </Modal>
  )
}

function FormFields({ kind, isNew }: { kind: Props['kind']; isNew: boolean }) {
  const { communities } = useSession()
  const isActivity = kind === 'activity'
  return (
    <>
      <Form.Item name="title" label={say('noticeTitle')} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="text" label={say('actText')}>
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      {isNew && (
        <Form.Item name="communityId" label={say('community')}>
          <Select
            allowClear
            placeholder={say('actCommunityAll')}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      )}
      {isActivity && (
        <Form.Item name="place" label={say('actPlace')}>
          <Input maxLength={120} />
        </Form.Item>
      )}
      <Form.Item
        name="startsAt"
        label={say(isActivity ? 'actStarts' : 'actAskFrom')}
        rules={[{ required: true }]}
      >
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        name="closesAt"
        label={say(isActivity ? 'actCloses' : 'actAskUntil')}
        rules={[{ required: true }]}
      >
        <Input type="datetime-local" />
      </Form.Item>
      {isActivity && (
        <Form.Item name="quota" label={say('actQuota')}>
          <InputNumber min={1} max={100_000} precision={0} />
        </Form.Item>
      )}
    </>
  )
}

function fieldsOf(known: ActivityView | undefined): Partial<Fields> {
  if (!known) return {}
  const { title, text, place, quota } = known
  return { title, text, place, quota, startsAt: toLocal(known.startsAt), closesAt: toLocal(known.closesAt) }
}

function toBody({ title, text = '', place = '', startsAt, closesAt, quota = null }: Fields) {
  return { title, text, place, quota, startsAt: toInstant(startsAt), closesAt: toInstant(closesAt) }
}
