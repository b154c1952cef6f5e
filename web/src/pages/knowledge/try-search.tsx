import { Card, Empty, Input, Tag } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { passagesSchema } from '../../../../src/desk/contract.ts'
import { post } from '../../api/call.ts'
import { ErrorLine } from '../../parts/load-state.tsx'
import { currentLanguage, say } from '../../texts/say.ts'

type Passages = z.infer<typeof passagesSchema>['items']

/** Asks as a resident would and shows the clauses that come up. */
export function TrySearch() {
  const [found, setFound] = useState<Passages>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const ask = async (question: string) => {
    if (question.trim() === '') return
    setBusy(true)
    setError(undefined)
    try {
      const language = /[\u4e00-\u9fff]/.test(question) ? 'zh-CN' : currentLanguage()
      setFound((await post<{ items: Passages }>('knowledge/search', { question, language })).items)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Input.Search
        enterButton={say('search')}
        placeholder={say('question')}
        aria-label={say('question')}
        maxLength={1_000}
        loading={isBusy}
        onSearch={ask}
      />
      {error ? <ErrorLine error={error} /> : null}
      {found?.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={say('nothingFound')} />
      )}
      {found?.map(passage => (
        <Card
          key={passage.passageId}
          size="small"
          className="gap-above"
          title={`《${passage.document}》${passage.clause} ${passage.heading}`}
          extra={<Tag>{passage.score.toFixed(2)}</Tag>}
        >
          <div className="kept-lines">{passage.text}</div>
        </Card>
      ))}
    </>
  )
}
