import { randomUUID } from 'node:crypto'
import { splitEmphasis } from '../../src/adapters/web/page/emphasis.js'

interface Line {
  id: string
  from: 'resident' | 'bot' | 'staff'
  text: string
  buttons?: { label: string; value: string }[][]
}

/** A visitor who behaves as the page does: one message at a time, again until it is kept; replies by events. */
export class WebVisitor {
  readonly lines: Line[] = []
  private readonly leaving = new AbortController()
  private outbox = Promise.resolve()
  private lastSent = ''

  readonly chat: string
  private readonly url: string
  private readonly cookie: string

  private constructor(url: string, cookie: string) {
    this.url = url
    this.cookie = cookie
    this.chat = /=([0-9a-f]{32})/.exec(cookie)?.[1] ?? ''
  }

  static async enter(url: string, householdId: string | null = null): Promise<WebVisitor> {
    const response = await fetch(`${url}/chat/api/session`, {
      method: 'POST',
      headers: { 'X-Linli-Page': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify({ householdId }),
    })
    const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? ''
    const visitor = new WebVisitor(url, cookie)
    await visitor.listen()
    return visitor
  }

  says(text: string): void {
    this.post({ text })
  }

  presses(label: string): void {
    const options = this.lines.flatMap(line => line.buttons?.flat() ?? [])
    const option = options.find(one => one.label === label)
    if (!option) throw new Error(`there is no button ${label}`)
    this.post({ text: '', button: option.value })
  }

  sendsFile(bytes: Buffer<ArrayBuffer>, name: string, caption: string): void {
    const form = new FormData()
    form.append('message', JSON.stringify({ id: randomUUID(), text: caption }))
    form.append('files', new File([bytes], name))
    this.outbox = this.outbox.then(() => this.sendUntilKept(form, {}))
  }

  heardTexts(): string[] {
    const heard = this.lines.filter(line => line.from !== 'resident')
    return heard.map(line =>
      splitEmphasis(line.text)
        .map(piece => piece.text)
        .join(''),
    )
  }

  leave(): void {
    this.leaving.abort()
  }

  private post(content: object): void {
    const body = JSON.stringify({ id: randomUUID(), ...content })
    this.outbox = this.outbox.then(() => this.sendUntilKept(body, { 'Content-Type': 'application/json' }))
  }

  private async sendUntilKept(body: string | FormData, headers: Record<string, string>): Promise<void> {
    while (!this.leaving.signal.aborted) {
      const response = await fetch(`${this.url}/chat/api/messages`, {
        method: 'POST',
        headers: { 'X-Linli-Page': '1', Cookie: this.cookie, ...headers },
        body,
        signal: this.leaving.signal,
      }).catch(() => undefined)
      if (response?.ok) return
      if (response && response.status < 500) throw new Error(await response.text())
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }

  /** Resolves once the stream is open; goes on reading, and reconnects, until the visitor leaves. */
  private async listen(): Promise<void> {
    const response = await this.connect()
    void this.read(response)
  }

  private connect(): Promise<Response> {
    return fetch(`${this.url}/chat/api/events`, {
      headers: {
        Accept: 'text/event-stream',
        Cookie: this.cookie,
        ...(this.lastSent && { 'Last-Event-ID': this.lastSent }),
      },
      signal: this.leaving.signal,
    })
  }

  private async read(first: Response): Promise<void> {
    let response: Response | undefined = first
    while (!this.leaving.signal.aborted) {
      await this.readEvents(response).catch(() => {})
      await new Promise(resolve => setTimeout(resolve, 20))
      response = await this.connect().catch(() => undefined)
    }
  }

  private async readEvents(response: Response | undefined): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response?.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) this.take(event)
    }
  }

  private take(event: string): void {
    const id = /^id: (.*)$/m.exec(event)?.[1]
    if (id !== undefined) this.lastSent = id
    if (/^event: line$/m.test(event)) this.lines.push(JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}'))
  }
}
