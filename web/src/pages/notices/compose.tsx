import { Alert, App, Button, Checkbox, Form, Input, Select, Space, Upload } from 'antd'
import { useEffect, useState } from 'react'
import type { BroadcastTemplateView, BroadcastView } from '../../../../src/desk/contract.ts'
import { call, get, part, post, put, Refused } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { useSession } from '../../session.ts'
import { currentLanguage, say, type TextKey } from '../../texts/say.ts'
import { type Fields, fieldsOf, kinds, toDraft, variablesIn } from './draft-fields.ts'

/** Writes a notice, or goes on with a draft. */
export function Compose({ id }: { id?: string }) {
  const known = useLoad<BroadcastView>(id ? `broadcast-edit-${id}` : null, () =>
    get(`broadcasts/${part(id ?? '')}`),
  )
  if (id && !known.data) return <div className="page-body" />
  return <ComposeForm known={known.data} reload={known.reload} />
}

function ComposeForm({ known, reload }: { known?: BroadcastView | undefined; reload: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [isStale, setStale] = useState(false)
  const [file, setFile] = useState<File>()
  const text = Form.useWatch('text', form) ?? ''
  const title = Form.useWatch('title', form) ?? ''
  useEffect(() => form.setFieldsValue(fieldsOf(known)), [form, known])
  const save = async (fields: Fields) => {
    try {
      const draft = toDraft({ ...fieldsOf(known), ...fields })
      const saved = known
        ? await put<BroadcastView>(`broadcasts/${part(known.id)}`, { version: known.version, draft })
        : await post<BroadcastView>('broadcasts', draft)
      if (file) await upload(saved, file)
      void message.success(say('savedDraft'))
      goTo('notices', saved.id)
    } catch (error) {
      if (error instanceof Refused && error.code === 'conflict') setStale(true)
      else void message.error(describeError(error))
    }
  }
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('newNotice')}</h2>
      </header>
      {isStale && (
        <Alert
          type="warning"
          showIcon
          title={say('editedMeanwhile')}
          action={
            <Button size="small" onClick={reload}>
              {say('reloadNotice')}
            </Button>
          }
        />
      )}
      <Form form={form} layout="vertical" onFinish={save} className="notice-form">
        <Words form={form} />
        {variablesIn(`${title}${text}`).length > 0 && <h4>{say('variableValues')}</h4>}
        <Space wrap>
          {variablesIn(`${title}${text}`).map(name => (
            <Form.Item key={name} name={['variables', name]} label={`{${name}}`}>
              <Input maxLength={200} />
            </Form.Item>
          ))}
        </Space>
        <Audience />
        <Form.Item label={say('picture')}>
          <Upload
            maxCount={1}
            beforeUpload={chosen => {
              setFile(chosen)
              return false
            }}
            onRemove={() => setFile(undefined)}
          >
            <Button>{known?.file?.fileName ?? say('picture')}</Button>
          </Upload>
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {say('saveDraft')}
        </Button>
      </Form>
    </div>
  )
}

async function upload(saved: BroadcastView, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  body.append('version', String(saved.version))
  await call('PUT', `broadcasts/${part(saved.id)}/file`, body)
}

function Words({ form }: { form: ReturnType<typeof Form.useForm<Fields>>[0] }) {
  const { message } = App.useApp()
  const templates = useLoad<{ items: BroadcastTemplateView[] }>('broadcast-templates', () =>
    get(`broadcast-templates?language=${currentLanguage()}`),
  )
  const take = (kind: string) => {
    const found = templates.data?.items.find(item => item.kind === kind)
    if (found) form.setFieldsValue({ kind, title: found.title, text: found.text })
  }
  const befriend = async () => {
    try {
      const { text = '', kind } = form.getFieldsValue()
      const better = await post<{ text: string }>('broadcast-templates/friendly', { text, kind })
      form.setFieldsValue({ text: better.text })
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <>
      <Space wrap align="start">
        <Form.Item label={say('template')}>
          <Select
            className="notice-select"
            onChange={take}
            options={(templates.data?.items ?? []).map(({ kind, title }) => ({ value: kind, label: title }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={say('noticeKind')}>
          <Select
            className="notice-select"
            options={kinds.map(kind => ({ value: kind, label: say(`kind_${kind}` as TextKey) }))}
          />
        </Form.Item>
      </Space>
      <Form.Item name="title" label={say('noticeTitle')} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="text" label={say('noticeText')} rules={[{ required: true }]}>
        <Input.TextArea rows={8} maxLength={3_500} showCount />
      </Form.Item>
      <Button onClick={befriend}>{say('friendlier')}</Button>
      <Form.Item name="textEn" label={say('inEnglish')}>
        <Input.TextArea rows={4} maxLength={3_500} />
      </Form.Item>
    </>
  )
}

function Audience() {
  const { communities } = useSession()
  return (
    <fieldset className="notice-audience">
      <legend>{say('audience')}</legend>
      <Space wrap align="start">
        <Form.Item name="communityId" label={say('allCommunities')}>
          <Select
            allowClear
            className="notice-select"
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="households" label={say('households')}>
          <Select
            className="notice-select"
            options={[
              { value: 'all', label: say('allHouseholds') },
              { value: 'chosen', label: say('chosenHouseholds') },
              { value: 'none', label: say('noHouseholds') },
            ]}
          />
        </Form.Item>
        <Form.Item name="buildings" label={say('buildingList')}>
          <Select mode="tags" className="notice-select" />
        </Form.Item>
        <Form.Item name="tags" label={say('tagList')}>
          <Select mode="tags" className="notice-select" />
        </Form.Item>
        <Form.Item name="groups" label={say('groupChats')}>
          <Select
            className="notice-select"
            options={[
              { value: 'all', label: say('allGroups') },
              { value: 'none', label: say('noGroups') },
            ]}
          />
        </Form.Item>
      </Space>
      <Space wrap align="start">
        <Form.Item name="holdsUntil" label={say('holdsUntil')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="expiresAt" label={say('expiresAt')}>
          <Input type="datetime-local" />
        </Form.Item>
      </Space>
      <Form.Item name="asksReceipt" valuePropName="checked" noStyle>
        <Checkbox>{say('asksReceipt')}</Checkbox>
      </Form.Item>
      <Form.Item name="urgent" valuePropName="checked">
        <Checkbox>{say('urgentNotice')}</Checkbox>
      </Form.Item>
    </fieldset>
  )
}
