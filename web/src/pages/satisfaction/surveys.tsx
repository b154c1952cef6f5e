import { App, Button, Form, Input, Modal, Select, Space, Table, Upload } from 'antd'
import { useState } from 'react'
import type { SurveyView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { QuarterlySwitch } from './quarterly-switch.tsx'
import { SurveyResults } from './survey-results.tsx'

const kinds = ['single', 'multi', 'score', 'pair', 'text'] as const

/** Surveys of managers and third parties' sheets, with what came of them. */
export function Surveys() {
  const { message } = App.useApp()
  const list = useLoad<{ items: SurveyView[] }>('surveys', () => get('surveys'))
  const [draft, setDraft] = useState<Filled>()
  const [shown, setShown] = useState<SurveyView>()
  const run = (work: Promise<unknown>) => work.then(list.reload, error => message.error(describeError(error)))
  const openTemplate = () =>
    get<{ items: Filled[] }>('survey-templates').then(
      ({ items }) => setDraft(items[0]),
      error => message.error(describeError(error)),
    )
  const bring = (file: File) => {
    const form = new FormData()
    form.set('title', file.name.replace(/\.xlsx$/i, ''))
    form.set('file', file)
    void run(post('surveys/import', form))
    return false
  }
  return (
    <>
      <Space wrap className="gap-below">
        <Button type="primary" onClick={() => setDraft(blank)}>
          {say('newSurvey')}
        </Button>
        <Button onClick={() => void openTemplate()}>{say('quarterlySurvey')}</Button>
        <Upload accept=".xlsx" showUploadList={false} beforeUpload={bring}>
          <Button>{say('importSheet')}</Button>
        </Upload>
        <QuarterlySwitch />
      </Space>
      <Load from={list} isEmpty={({ items }) => items.length === 0} empty={say('noSurveys')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            dataSource={items}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            scroll={{ x: 'max-content' }}
            columns={[
              { title: say('surveyTitle'), dataIndex: 'title' },
              { title: say('status'), render: (_value, row) => say(`survey_${row.status}` as TextKey) },
              { title: say('at'), render: (_value, row) => describeInstant(row.createdAt) },
              {
                title: '',
                render: (_value, row) => (
                  <Space>
                    {row.status === 'draft' && (
                      <Button onClick={() => run(post(`surveys/${part(row.id)}/start`))}>
                        {say('startSurvey')}
                      </Button>
                    )}
                    {row.status === 'running' && (
                      <Button onClick={() => run(post(`surveys/${part(row.id)}/close`))}>
                        {say('close')}
                      </Button>
                    )}
                    {row.status !== 'draft' && (
                      <Button onClick={() => setShown(row)}>{say('results')}</Button>
                    )}
                  </Space>
                ),
              },
            ]}
          />
        )}
      </Load>
      {draft && (
        <SurveyForm
          draft={draft}
          close={() => {
            setDraft(undefined)
            list.reload()
          }}
        />
      )}
      {shown && <SurveyResults survey={shown} close={() => setShown(undefined)} />}
    </>
  )
}

interface Filled {
  title: string
  communityId?: string
  questions: { kind: (typeof kinds)[number]; text: string; options?: string[] }[]
}

const blank: Filled = { title: '', questions: [{ kind: 'score', text: '' }] }

function SurveyForm({ draft, close }: { draft: Filled; close: () => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<Filled>()
  const save = async () => {
    const { title, communityId, questions } = await form.validateFields()
    const body = { title, questions, audience: communityId ? { communityId } : {} }
    await post('surveys', body).then(close, error => message.error(describeError(error)))
  }
  return (
    <Modal open title={say('newSurvey')} width={640} okText={say('save')} onCancel={close} onOk={save}>
      <Form form={form} layout="vertical" initialValues={draft}>
        <Form.Item name="title" label={say('surveyTitle')} rules={[{ required: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="communityId" label={say('by_community')}>
          <Select allowClear options={communities.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.List name="questions">
          {(fields, { add, remove }) => (
            <>
              {fields.map(field => (
                <Space key={field.key} align="start" wrap>
                  <Form.Item name={[field.name, 'kind']}>
                    <Select
                      style={{ width: 130 }}
                      options={kinds.map(value => ({ value, label: say(`ask_${value}` as TextKey) }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'text']} rules={[{ required: true }]}>
                    <Input style={{ width: 260 }} placeholder={say('question')} maxLength={300} />
                  </Form.Item>
                  <Form.Item noStyle shouldUpdate>
                    {() =>
                      ['single', 'multi'].includes(
                        form.getFieldValue(['questions', field.name, 'kind']) as string,
                      ) && (
                        <Form.Item name={[field.name, 'options']} rules={[{ required: true }]}>
                          <Select
                            mode="tags"
                            style={{ width: 300 }}
                            placeholder={say('options')}
                            open={false}
                          />
                        </Form.Item>
                      )
                    }
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button type="text" onClick={() => remove(field.name)}>
                      ×
                    </Button>
                  )}
                </Space>
              ))}
              {fields.length < 10 && (
                <Button onClick={() => add({ kind: 'score', text: '' })}>{say('add')}</Button>
              )}
            </>
          )}
        </Form.List>
      </Form>
    </Modal>
  )
}
