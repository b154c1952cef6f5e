import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { KnowledgeAnswer, KnowledgeQuestion } from '../answer.ts'
import { type CountedQuestion, type GapParts, recordQuestions } from './record-question.ts'

/** Counts questions beside the answers: residents do not wait for statistics. */
export interface QuestionCounter {
  /** Remembers the question; it is written within five seconds. A process that is killed before loses the count, never the message. */
  count(question: KnowledgeQuestion, answer: KnowledgeAnswer): void
  /** Writes what is remembered. Never rejects: what cannot be written is told to the log and dropped. */
  flush(): Promise<void>
  /** Writes what is remembered and counts no more. */
  stop(): Promise<void>
}

/** Real milliseconds. */
const flushAfterMs = 5_000
const mostWaiting = 100

/** Gives the counter; many questions are written in one transaction. */
export function createQuestionCounter(parts: GapParts & { log: Log }): QuestionCounter {
  let waiting: CountedQuestion[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let isStopped = false
  const write = async () => {
    const batch = waiting
    waiting = []
    clearTimeout(timer)
    timer = undefined
    if (batch.length === 0) return
    try {
      await recordQuestions(parts, batch)
    } catch (error) {
      parts.log.warn({ error: messageOf(error), questions: batch.length }, 'questions could not be counted')
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }
  return {
    flush,
    count(question, answer) {
      if (isStopped) return
      waiting.push({ question, answer })
      if (waiting.length >= mostWaiting) void flush()
      // A timer must not keep a command alive that has nothing else to do.
      else timer ??= setTimeout(() => void flush(), flushAfterMs).unref()
    },
    async stop() {
      await flush()
      isStopped = true
    },
  }
}
