import {
  type AnyResult,
  countSections,
  type FileReport,
  listResults,
  type SectionScore,
  shareOf,
  type TalkResult,
} from './results.ts'

/** Gives a file's table of sections and, below it, every failure with all that was said. */
export function toText(report: FileReport): string {
  const results = listResults(report)
  const share = shareOf(results)
  const unjudged = results.filter(result => result.pass === null)
  const lines = [report.file, ...renderTable(countSections(results)), ...renderLabelScores(report)]
  if (share === undefined) lines.push(`  ${results.length} rows without expectations`)
  else lines.push(renderScore({ section: 'all', ...countAll(results) }))
  const failures = results.filter(result => result.pass === false)
  return [
    ...lines,
    ...failures.flatMap(result => ['', ...renderFailure(result)]),
    // Without expectations the talks themselves are what there is to read.
    ...(share === undefined ? unjudged.flatMap(result => ['', ...renderFailure(result)]) : []),
  ].join('\n')
}

function countAll(results: AnyResult[]): { passed: number; judged: number } {
  const judged = results.filter(result => result.pass !== null)
  return { judged: judged.length, passed: judged.filter(result => result.pass).length }
}

function renderTable(sections: SectionScore[]): string[] {
  return sections.length > 1 ? sections.map(renderScore) : []
}

function renderScore({ section, passed, judged }: SectionScore): string {
  const percent = ((100 * passed) / judged).toFixed(1)
  const counts = `${passed}/${judged}`
  return `  ${section.padEnd(20)} ${counts.padStart(9)} ${percent.padStart(6)} %`
}

/** One label may be right where another is wrong, so each has its own line. */
function renderLabelScores({ messages }: FileReport): string[] {
  const judged = messages.filter(message => message.pass !== null)
  if (judged.length === 0) return []
  const count = (isWrong: (reason: string) => boolean) =>
    judged.length - judged.filter(message => message.reasons.some(isWrong)).length
  return [
    { section: 'sentiment', passed: count(reason => reason.startsWith('sentiment ')), judged: judged.length },
    { section: 'emotion', passed: count(reason => reason.startsWith('emotion ')), judged: judged.length },
    { section: 'anger at service', passed: count(reason => reason.includes('anger')), judged: judged.length },
  ].map(renderScore)
}

function renderFailure(result: AnyResult): string[] {
  const mark = result.pass === null ? '·' : '✗'
  const reasons = result.reasons.map(reason => `    - ${reason}`)
  if ('turns' in result)
    return [`${mark} ${result.id} (${result.section})`, ...reasons, ...renderTalk(result)]
  if ('question' in result) {
    const said = [`    > ${result.question}`, ...indent('<', result.reply)]
    return [`${mark} ${result.id} (${result.section})`, ...reasons, ...said]
  }
  if ('text' in result) {
    const scored = `    = ${result.sentiment}, ${result.emotion}${result.angryAtService ? ', angry at the service' : ''}`
    return [`${mark} ${result.id} (${result.section})`, ...reasons, `    > ${result.text}`, scored]
  }
  const alerts = result.alerts.map(
    alert => `    ! ${alert.at.toISOString()} ${alert.category}: ${alert.topic} (${alert.people} people)`,
  )
  return [`${mark} ${result.day}`, ...reasons, ...alerts]
}

function renderTalk(result: TalkResult): string[] {
  const turns = result.turns.flatMap(turn => [
    ...turn.messages.flatMap(text => indent('>', text)),
    ...turn.replies.flatMap(text => indent('<', text)),
  ])
  const tickets = result.tickets.map(ticket => {
    const { number, kind, category, priority, status, location, description } = ticket
    return `    # ${number} ${kind}/${category}/${priority} ${status} · ${location} · ${description}`
  })
  return [...turns, ...tickets]
}

function indent(mark: string, text: string): string[] {
  return text.split('\n').map((line, index) => `    ${index === 0 ? mark : ' '} ${line}`)
}
