import { Button, Modal, Space } from 'antd'
import { lazy, Suspense } from 'react'
import type { SurveyResultsView, SurveyView } from '../../../../src/desk/contract.ts'
import { get, part, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { currentLanguage, say } from '../../texts/say.ts'

const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))
const PairChart = lazy(async () => ({ default: (await import('./pair-chart.tsx')).PairChart }))

/** What came of a survey, drawn and as files; each figure with its n. */
export function SurveyResults({ survey, close }: { survey: SurveyView; close: () => void }) {
  const results = useLoad<SurveyResultsView>(`results ${survey.id}`, () =>
    get(`surveys/${part(survey.id)}/results`),
  )
  const download = (format: string) =>
    `/api/surveys/${part(survey.id)}/results/export${query({ format, language: currentLanguage() })}`
  return (
    <Modal open title={survey.title} width={760} footer={null} onCancel={close}>
      <Load from={results}>
        {({ asked, done, questions, indicators }) => (
          <>
            <Space className="gap-below">
              <Button href={download('xlsx')}>XLSX</Button>
              <Button href={download('csv')}>CSV</Button>
            </Space>
            {survey.origin === 'desk' && (
              <p>
                {say('responseRate')} {done}/{asked}
              </p>
            )}
            <Pairs rows={pairsOf(questions, indicators)} />
            {questions.map(question => (
              <section key={question.text}>
                <h4>
                  {question.text} (n = {question.n})
                </h4>
                <p>{write(question)}</p>
              </section>
            ))}
            {indicators.length > 0 && indicators.every(({ expected }) => expected === null) && (
              <Suspense fallback={null}>
                <Chart
                  kind="bars"
                  rows={indicators.map(({ name, perceived, n }) => ({
                    key: name,
                    name,
                    n: n ?? 0,
                    satisfied: perceived / 5,
                    responseRate: null,
                  }))}
                />
              </Suspense>
            )}
          </>
        )}
      </Load>
    </Modal>
  )
}

interface Pair {
  name: string
  n: number | null
  expected: number | null
  perceived: number | null
}

/** What was expected and what was got: of our own questions, or of a third party's sheet. */
const pairsOf = (
  questions: SurveyResultsView['questions'],
  indicators: SurveyResultsView['indicators'],
): Pair[] => [
  ...questions
    .filter(({ kind }) => kind === 'pair')
    .map(({ text, n, expected = null, perceived = null }) => ({ name: text, n, expected, perceived })),
  ...(indicators.some(({ expected }) => expected !== null) ? indicators : []),
]

function Pairs({ rows }: { rows: Pair[] }) {
  if (rows.length === 0) return null
  return (
    <Suspense fallback={null}>
      <PairChart rows={rows} />
    </Suspense>
  )
}

function write(question: SurveyResultsView['questions'][number]): string {
  if (question.options) return question.options.map(({ name, count }) => `${name} ${count}`).join(' · ')
  if (question.kind === 'pair') {
    return `${say('expected')} ${question.expected ?? '–'} · ${say('perceived')} ${question.perceived ?? '–'} · ${say('gap')} ${question.gap ?? '–'}`
  }
  if (question.kind === 'score') return `${say('meanScore')} ${question.mean ?? '–'}`
  return (question.texts ?? []).join(' / ')
}
