import { App, Button, Form, Input, Modal, Table, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { knowledgeGapsSchema } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { say } from '../../texts/say.ts'

export type GapPage = z.infer<typeof knowledgeGapsSchema>
type Gap = GapPage['gaps'][number]

/** What residents asked and no document says; a manager writes the clause that is missing. */
export function Gaps({ canWrite }: { canWrite: boolean }) {
  const gaps = useLoad<GapPage>('gaps', () => get('knowledge/gaps'))
  const [writing, setWriting] = useState<Gap>()
  return (
    <>
      <Load from={gaps} isEmpty={page => page.gaps.length === 0} empty={say('noGaps')}>
        {page => <GapTable gaps={page.gaps} write={canWrite ? setWriting : undefined} />}
      </Load>
      {writing && (
        <ClauseForm
          gap={writing}
          close={() => {
            setWriting(undefined)
            gaps.reload()
          }}
        />
      )}
    </>
  )
}

function GapTable({ gaps, write }: { gaps: Gap[]; write: ((gap: Gap) => void) | undefined }) {
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={gaps}
      pagination={{ pageSize: 25, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: say('question'), dataIndex: 'question' },
        {
          title: '',
          render: (_value, row) => <Tag color="orange">{say('times', { count: row.count })}</Tag>,
        },
        {
          title: say('otherWordings'),
          render: (_value, row) =>
            row.wordings
              .filter(words => words !== row.question)
              .slice(0, 3)
              .join(' / '),
        },
        { title: say('at'), render: (_value, row) => describeInstant(row.lastAt) },
        {
          title: '',
          render: (_value, row) =>
            write && (
              <Button size="small" type="primary" onClick={() => write(row)}>
                {say('writeClause')}
              </Button>
            ),
        },
      ]}
    />
  )
}

function ClauseForm({ gap, close }: { gap: Gap; close: () => void }) {
  const { message } = App.useApp()
  const [form] = Form.useForm<{ title: string; text: string }>()
  const save = async (given: { title: string; text: string }) => {
    try {
      await post(`knowledge/gaps/${part(gap.id)}/clause`, { document: given.title, text: given.text })
      void message.success(say('clauseWritten'))
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Modal
      open
      title={gap.question}
      okText={say('writeClause')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={save}>
        <Form.Item
          name="title"
          label={say('clauseTitle')}
          rules={[{ required: true, message: say('clauseTitle') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="text"
          label={say('clauseText')}
          rules={[{ required: true, message: say('clauseText') }]}
        >
          <Input.TextArea rows={3} className="growing" maxLength={4_000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
