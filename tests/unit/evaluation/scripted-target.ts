import type {
  EvalTarget,
  StreamAlert,
  StreamMessage,
  TalkState,
  TargetAnswer,
} from '../../../src/evaluation/target.ts'
import { sampleState } from './sample-state.ts'

export interface Script {
  /** The state at the end of the talk with this id. */
  states?: Record<string, Partial<TalkState>>
  answers?: Record<string, TargetAnswer>
  alerts?: Record<string, StreamAlert[]>
  watches?: boolean
}

/** A target that does what the script says and notes what it was asked; unknown talks and questions break it. */
export class ScriptedTarget implements EvalTarget {
  readonly calls: string[] = []
  isClosed = false
  running = 0
  mostRunning = 0
  readonly watch?: (day: StreamMessage[]) => Promise<StreamAlert[]>
  readonly #script: Script

  constructor(script: Script) {
    this.#script = script
    if (script.watches !== false) this.watch = day => this.#watch(day)
  }

  async openTalk({ id, language, tags = [] }: { id: string; language?: string; tags?: string[] }) {
    const state = this.#script.states?.[id]
    if (!state) throw new Error(`no script for ${id}`)
    this.calls.push(`open ${id} ${language} ${tags.join(',')}`)
    return {
      say: async (messages: string[]) => {
        this.running++
        this.mostRunning = Math.max(this.mostRunning, this.running)
        await new Promise(resolve => setImmediate(resolve))
        this.running--
        this.calls.push(`say ${messages.join('/')}`)
        return messages.map(message => `收到${message}`)
      },
      resolveOpenTickets: async () => {
        this.calls.push('resolve')
      },
      state: async () => sampleState(state),
    }
  }

  score(text: string) {
    if (text === 'broken') throw new Error('no score')
    const isAngry = text.includes('差')
    return {
      sentiment: isAngry ? 'negative' : 'neutral',
      emotion: isAngry ? 'angry' : 'neutral',
      angryAtService: isAngry,
    } as const
  }

  async ask(question: string) {
    const answer = this.#script.answers?.[question]
    if (!answer) throw new Error(`no answer to ${question}`)
    return answer
  }

  async close() {
    this.isClosed = true
  }

  async #watch(day: StreamMessage[]): Promise<StreamAlert[]> {
    this.calls.push(`watch ${day.map(message => message.text).join('/')}`)
    return this.#script.alerts?.[day[0]?.day ?? ''] ?? []
  }
}
