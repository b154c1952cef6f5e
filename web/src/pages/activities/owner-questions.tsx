import { App, Button, Input, Select, Space, Table } from 'antd'
import { useState } from 'react'
import type { ActivityDetailView, OwnerQuestionView } from '../../../../src/desk/contract.ts'
import { part, patch, post } from '../../api/call.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useColleagues } from '../../parts/use-colleagues.ts'
import { say } from '../../texts/say.ts'

/** Numbered questions of an owners' day: each with somebody responsible and a result that is public. */
export function OwnerQuestions({ detail, reload }: { detail: ActivityDetailView; reload: () => void }) {
  const { message } = App.useApp()
  const { activity, questions } = detail
  const send = async (run: () => Promise<unknown>) => {
    try {
      await run()
    } catch (error) {
      void message.error(describeError(error))
    }
    reload()
  }
  const change = (number: number, body: object) =>
    send(() => patch(`activities/${part(activity.id)}/questions/${number}`, body))
  return (
    <div>
      <EnterQuestion
        enter={text => send(() => post(`activities/${part(activity.id)}/questions`, { text }))}
      />
      {questions.length === 0 ? (
        <p className="quiet">{say('actNoQuestions')}</p>
      ) : (
        <QuestionTable questions={questions} change={change} />
      )}
    </div>
  )
}

function EnterQuestion({ enter }: { enter: (text: string) => Promise<void> }) {
  const [text, setText] = useState('')
  const save = () => {
    void enter(text).then(() => setText(''))
  }
  return (
    <Space.Compact className="question-entry">
      <Input
        value={text}
        maxLength={500}
        placeholder={say('actEnterQuestion')}
        aria-label={say('actEnterQuestion')}
        onChange={event => setText(event.target.value)}
      />
      <Button disabled={text.trim().length < 2} onClick={save}>
        {say('add')}
      </Button>
    </Space.Compact>
  )
}

interface TableProps {
  questions: OwnerQuestionView[]
  change: (number: number, body: object) => Promise<void>
}

function QuestionTable({ questions, change }: TableProps) {
  const colleagues = useColleagues()
  const options = (colleagues.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Table
      rowKey="number"
      size="small"
      dataSource={questions}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      columns={[
        { title: '#', dataIndex: 'number', width: 50 },
        {
          title: say('actQuestion'),
          render: (_value, row) => <span className="kept-lines">{row.text}</span>,
        },
        {
          title: say('actOwner'),
          width: 150,
          render: (_value, row) => (
            <Select
              className="question-owner"
              aria-label={`${say('actOwner')} ${row.number}`}
              value={row.owner ?? undefined}
              placeholder={say('actOwner')}
              options={options}
              onChange={owner => change(row.number, { owner })}
            />
          ),
        },
        {
          title: say('actResult'),
          render: (_value, row) => <Result question={row} save={result => change(row.number, { result })} />,
        },
      ]}
    />
  )
}

function Result({
  question,
  save,
}: {
  question: OwnerQuestionView
  save: (result: string) => Promise<void>
}) {
  const [text, setText] = useState(question.result)
  return (
    <Space.Compact className="question-entry">
      <Input.TextArea
        autoSize
        value={text}
        maxLength={2_000}
        placeholder={say('actNoResult')}
        aria-label={`${say('actResult')} ${question.number}`}
        onChange={event => setText(event.target.value)}
      />
      <Button disabled={text.trim() === question.result} onClick={() => save(text.trim())}>
        {say('save')}
      </Button>
    </Space.Compact>
  )
}
