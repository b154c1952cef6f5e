import { Alert, App, Button, Form, Input, Select, Space, Upload } from 'antd'
import { useEffect, useState } from 'react'
import type { BroadcastTemplateView, BroadcastView } from '../../../../src/desk/contract.ts'
import { call, get, part, post, put, Refused, remove } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { currentLanguage, say, type TextKey } from '../../texts/say.ts'
import { AudienceFields } from './audience-fields.tsx'
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
  const titleEn = Form.useWatch('titleEn', form) ?? ''
  const textEn = Form.useWatch('textEn', form) ?? ''
  const variables = variablesIn(`${title}${text}${titleEn}${textEn}`)
  useEffect(() => form.setFieldsValue(fieldsOf(known)), [form, known])
  const showError = (error: unknown) => void message.error(describeError(error))
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
      else showError(error)
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
        {variables.length > 0 && <h4>{say('variableValues')}</h4>}
        <Space wrap>
          {variables.map(name => (
            <Form.Item key={name} name={['variables', name]} label={`{${name}}`}>
              <Input maxLength={200} />
            </Form.Item>
          ))}
        </Space>
        <AudienceFields form={form} />
        <Form.Item label={say('picture')}>
          {known?.file && (
            <Space>
              {known.file.fileName}
              <Button size="small" onClick={() => dropFile(known).then(reload, showError)}>
                {say('removeFile')}
              </Button>
            </Space>
          )}
          <Upload
            maxCount={1}
            beforeUpload={chosen => {
              setFile(chosen)
              return false
            }}
            onRemove={() => setFile(undefined)}
          >
            <Button>{say('picture')}</Button>
          </Upload>
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {say('saveDraft')}
        </Button>
      </Form>
    </div>
  )
}

async function dropFile({ id, version }: BroadcastView): Promise<void> {
  await remove(`broadcasts/${part(id)}/file`, { version })
}

async function upload(saved: BroadcastView, file: File): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  body.append('version', String(saved.version))
  await call('PUT', `broadcasts/${part(saved.id)}/file`, body)
}

interface Rewritten {
  text: string
  warnings: string[]
}

/** Friendlier words; nothing to say stays nothing. */
async function rewrite(given: { text: string; kind: string; language: string }): Promise<Rewritten> {
  if (given.text.trim() === '') return { text: given.text, warnings: [] }
  return await post<Rewritten>('broadcast-templates/friendly', given)
}

function Words({ form }: { form: ReturnType<typeof Form.useForm<Fields>>[0] }) {
  const { message } = App.useApp()
  const templates = useLoad<{ items: BroadcastTemplateView[] }>('broadcast-templates', () =>
    get(`broadcast-templates?language=${currentLanguage()}`),
  )
  const english = useLoad<{ items: BroadcastTemplateView[] }>('broadcast-templates-en', () =>
    get('broadcast-templates?language=en'),
  )
  const [warnings, setWarnings] = useState<string[]>([])
  const take = (kind: string) => {
    const found = templates.data?.items.find(item => item.kind === kind)
    const other = english.data?.items.find(item => item.kind === kind)
    if (!found) return
    const inEnglish = currentLanguage() === 'en' || !other ? {} : { titleEn: other.title, textEn: other.text }
    form.setFieldsValue({ kind, title: found.title, text: found.text, ...inEnglish })
  }
  const befriend = async () => {
    const { text = '', textEn = '', kind } = form.getFieldsValue()
    try {
      const better = await rewrite({ text, kind, language: 'zh-CN' })
      const other = await rewrite({ text: textEn, kind, language: 'en' })
      form.setFieldsValue({ text: better.text, textEn: other.text })
      setWarnings([...new Set([...better.warnings, ...other.warnings])])
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
      {warnings.map(warning => (
        <p key={warning} className="notice-problems">
          {say(`warn_${warning}` as TextKey)}
        </p>
      ))}
      <Form.Item name="titleEn" label={say('englishTitle')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="textEn" label={say('inEnglish')}>
        <Input.TextArea rows={4} maxLength={3_500} />
      </Form.Item>
    </>
  )
}
