import { writeModelAnswer } from './dialog/reply/write-model-answer.ts'
import type { Citation, KnowledgeAnswer, KnowledgeQuestion } from './knowledge/answer.ts'
import type { LoadedKnowledgeBase } from './knowledge/create-knowledge-base.ts'
import type { LanguageModel } from './shared/language-model.ts'
import type { Log } from './shared/log.ts'
import type { Metrics } from './shared/metrics.ts'
import type { Language } from './shared/vocabulary.ts'

export interface ModelAnswerParts {
  model: LanguageModel
  knowledge: LoadedKnowledgeBase
  metrics: Metrics
  log: Log
}

/** The model words the answer from the passages; whatever it gets wrong, the quotation is sent instead. */
export async function answerWithModel(
  parts: ModelAnswerParts,
  question: KnowledgeQuestion,
  signal: AbortSignal | undefined,
): Promise<KnowledgeAnswer> {
  const quoted = await parts.knowledge.answer(question)
  if (quoted.kind !== 'answered') return quoted
  const passages = await parts.knowledge.search(question, 4)
  const tokens = { inputTokens: 0, outputTokens: 0 }
  const written = await writeModelAnswer({
    model: parts.model,
    question: question.text,
    passages,
    language: question.language,
    history: question.earlier.map(text => ({ from: 'resident' as const, text })),
    log: parts.log,
    countTokens: spent => Object.assign(tokens, spent),
    ...(signal ? { signal } : {}),
  })
  parts.metrics.countModelCall('answer', written ? 'ok' : 'failed')
  if (!written) return { ...quoted, tokens }
  const text = nameSources(written, question.language)
  return { ...quoted, text, citations: written.citations, tokens }
}

/** The model's words with their sources named, as the quotation would name them. */
function nameSources(answer: { text: string; citations: Citation[] }, language: Language): string {
  const names = [...new Set(answer.citations.map(({ document, clause }) => `《${document}》${clause}`))]
  const sources = names.join(language === 'en' ? ', ' : '、')
  return language === 'en' ? `${answer.text} (${sources})` : `${answer.text}（${sources}）`
}
