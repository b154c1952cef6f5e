import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface SubjectOptions {
  kind: 'linli' | 'echo'
  token: string
  apiRoot: string
  dataDir: string
  knowledgeDir: string
  databaseUrl?: string
  redisUrl?: string
  /** The chat in which staff hear of alerts. */
  staffChat?: number
  /** Groups that are watched, ten to a community. */
  groups?: number[]
}

export interface Usage {
  cpuMs: number
  /** Longest time the event loop stood still since the last question. */
  longestGapMs: number
  rssMb: number
}

export type Ask = 'usage' | 'upkeep' | 'timers' | 'stop'

export interface Subject {
  usage(): Promise<Usage>
  /** Runs the embedded database's checkpoint and vacuum. */
  upkeep(): Promise<void>
  /** Lateness in milliseconds of spread timers, and of many at one instant. */
  timers(): Promise<number[][]>
  stop(): Promise<void>
}

/** Starts what is measured in a process of its own; resolves when it takes messages. */
export async function startSubject(options: SubjectOptions): Promise<Subject> {
  const script = fileURLToPath(new URL('./subject.ts', import.meta.url))
  const child = fork(script, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] })
  const hear = async <T>(): Promise<T> => {
    const ended = new AbortController()
    const onExit = () => ended.abort(new Error('the measured process ended'))
    child.once('exit', onExit)
    try {
      const [message] = await once(child, 'message', { signal: ended.signal })
      return (message as { answer: T }).answer
    } finally {
      child.off('exit', onExit)
    }
  }
  const ask = async <T>(question: Ask): Promise<T> => {
    const answer = hear<T>()
    child.send(question)
    return await answer
  }
  await hear()
  return {
    usage: () => ask('usage'),
    upkeep: () => ask('upkeep'),
    timers: () => ask('timers'),
    stop: async () => {
      const exited = once(child, 'exit')
      await ask('stop')
      await exited
    },
  }
}
