import type { Citation, FoundPassage } from '../../knowledge/answer.ts'
import { type LanguageModel, ModelFailed, type ModelMessage } from '../../shared/language-model.ts'
import type { Log } from '../../shared/log.ts'
import { createPersonalDataMask, type PersonalDataMask } from '../../shared/mask-personal-data.ts'
import type { Language } from '../../shared/vocabulary.ts'
import { checkGrounding } from './check-grounding.ts'
import { findBadManners } from './check-manners.ts'
import { answerPrompt } from './prompts/answer-prompt.ts'

export interface ModelAnswerRequest {
  model: LanguageModel
  question: string
  /** Best first; the first five are shown to the model. */
  passages: FoundPassage[]
  language: Language
  history: { from: 'resident' | 'bot' | 'staff'; text: string }[]
  log: Log
  /** Told what was spent, also on an answer that was refused. */
  countTokens?(spent: { inputTokens: number; outputTokens: number }): void
  /** Ends the wait when the turn's time is over. */
  signal?: AbortSignal
}

export interface ModelAnswer {
  /** Without citation marks; the caller names the sources. */
  text: string
  citations: Citation[]
  inputTokens: number
  outputTokens: number
}

const maxPassages = 5
const maxPassageCharacters = 1_200
const maxHistoryLines = 4
const maxLineCharacters = 300
const maxOutputTokens = 400

/**
 * Gives a short answer that cites passages and states no figure beyond them, or undefined: no model, no answer in
 * the passages, or an answer that fails its checks. The caller then sends the quotation. Never rejects.
 */
export async function writeModelAnswer(request: ModelAnswerRequest): Promise<ModelAnswer | undefined> {
  const passages = request.passages.slice(0, maxPassages)
  if (passages.length === 0) return undefined
  const mask = createPersonalDataMask()
  const prompt = answerPrompt.version
  try {
    const { text, inputTokens, outputTokens } = await request.model.askForText({
      messages: writeMessages({ ...request, passages }, mask),
      maxOutputTokens,
      ...(request.signal && { signal: request.signal }),
    })
    request.countTokens?.({ inputTokens, outputTokens })
    const answer = readAnswer(mask.unmask(text), { ...request, passages })
    const refused = typeof answer === 'string' ? answer : undefined
    request.log.info({ prompt, inputTokens, outputTokens, refused }, 'the language model wrote an answer')
    return typeof answer === 'string' ? undefined : { ...answer, inputTokens, outputTokens }
  } catch (error) {
    if (!(error instanceof ModelFailed)) request.log.error({ prompt, err: error }, 'writing an answer broke')
    return undefined
  }
}

function writeMessages(request: ModelAnswerRequest, mask: PersonalDataMask): ModelMessage[] {
  const hide = (text: string) =>
    mask
      .mask(text)
      .slice(0, maxLineCharacters)
      .replace(/⟦[^⟧]*$/, '')
  const data = {
    question: hide(request.question),
    passages: request.passages.map((passage, at) => ({
      number: at + 1,
      source: `${passage.documentTitle} ${passage.clause} ${passage.heading}`.trim(),
      text: passage.text.slice(0, maxPassageCharacters),
    })),
    history: request.history
      .slice(-maxHistoryLines)
      .map(line => ({ from: line.from, text: hide(line.text) })),
  }
  return [
    { role: 'system', content: answerPrompt.text[request.language] },
    { role: 'user', content: JSON.stringify(data) },
  ]
}

type Refused = 'not-in-passages' | 'uncited' | 'ungrounded' | 'ill-mannered'

function readAnswer(
  raw: string,
  request: ModelAnswerRequest,
): Pick<ModelAnswer, 'text' | 'citations'> | Refused {
  if (raw.includes(answerPrompt.noAnswer)) return 'not-in-passages'
  const cited = readCitations(raw, request.passages)
  if (!cited) return 'uncited'
  const text = raw
    .replace(citationMark, '')
    .replace(/[ \t]+(?=[。，,.!?！？]|$)/gm, '')
    .trim()
  const sources = { passages: cited.map(writeSource), talk: readTalk(request) }
  const order = answerPrompt.text[request.language]
  if (text === '' || findBadManners(text, { language: request.language, order, sources: sources.passages }))
    return 'ill-mannered'
  if (!checkGrounding(text, sources).grounded) return 'ungrounded'
  return { text, citations: cited.map(writeCitation) }
}

const citationMark = /\s*[[［【](\d{1,2}(?:\s*[,，、]\s*\d{1,2})*)[\]］】]/g

/** Undefined when nothing is cited, or something that was not shown. */
function readCitations(raw: string, passages: FoundPassage[]): FoundPassage[] | undefined {
  const numbers = [...raw.matchAll(citationMark)].flatMap(match =>
    (match[1] ?? '').split(/[,，、]/).map(Number),
  )
  const cited = [...new Set(numbers)].map(number => passages[number - 1])
  const known = cited.filter(passage => passage !== undefined)
  return known.length > 0 && known.length === cited.length ? known : undefined
}

function readTalk(request: ModelAnswerRequest): string[] {
  const said = request.history.filter(line => line.from === 'resident').slice(-maxHistoryLines)
  return [request.question, ...said.map(line => line.text)]
}

function writeSource(passage: FoundPassage): string {
  return [passage.documentTitle, passage.clause, passage.heading, passage.text].join('\n')
}

function writeCitation(passage: FoundPassage): Citation {
  return { document: passage.documentTitle, clause: passage.clause, passageId: passage.passageId }
}
