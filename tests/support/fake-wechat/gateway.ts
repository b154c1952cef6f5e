import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SaidOptions } from './fake-wechat.ts'
import type { GatewayOrder } from './gateway-process.ts'

const script = fileURLToPath(new URL('./gateway-process.ts', import.meta.url))

interface Line {
  ready?: boolean
  id?: number
  result?: unknown
  delivered?: { chat: string; text: string; isFile: boolean }
}

/** A wechaty gateway in another process, reached by gRPC like a commercial one. */
export class Gateway {
  readonly delivered: { chat: string; text: string; isFile: boolean }[] = []
  readonly port: number
  readonly token: string
  private child: ChildProcess | undefined
  private nextId = 1
  private readonly answers = new Map<number, (result: unknown) => void>()

  constructor(port: number) {
    this.port = port
    this.token = `insecure_${crypto.randomUUID()}`
  }

  async start(): Promise<void> {
    const child = fork(script, [String(this.port), this.token], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, WECHATY_LOG: 'silent' },
    })
    this.child = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', code => reject(new Error(`the gateway ended with ${code}`)))
      child.on('message', (line: Line) => {
        if (line.ready) resolve()
        if (line.delivered) this.delivered.push(line.delivered)
        if (line.id !== undefined) this.answers.get(line.id)?.(line.result)
      })
    })
  }

  /** Carries out an order at WeChat's side. */
  async tell(order: GatewayOrder): Promise<unknown> {
    const id = this.nextId++
    const answered = new Promise(resolve => this.answers.set(id, resolve))
    this.child?.send({ id, order })
    return await answered
  }

  async says(from: string, text: string, { file, ...options }: SaidOptions = {}): Promise<string> {
    const sent = file ? { file: { name: file.name, base64: file.bytes.toString('base64') } } : {}
    return String(await this.tell({ kind: 'says', from, text, options, ...sent }))
  }

  heardTexts(chat: string): string[] {
    return this.delivered.filter(one => one.chat === chat && !one.isFile).map(({ text }) => text)
  }

  /** Ends the process without a word, as a crash does. */
  async kill(): Promise<void> {
    const { child } = this
    this.child = undefined
    if (!child || child.exitCode !== null) return
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }
}
