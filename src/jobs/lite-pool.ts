import { EventEmitter } from 'node:events'
import type { PGlite, Transaction } from '@electric-sql/pglite'

interface LiteResult {
  // biome-ignore lint/suspicious/noExplicitAny: the rows of any statement, as in `pg`.
  rows: any[]
  rowCount: number
}

/** What `pg.Pool` is to BullMQ, over the one session of an embedded database. */
export class LitePool extends EventEmitter {
  /** Nothing can drop a connection within the process, so the worker may wait long. */
  readonly options = { keepAlive: true }
  readonly #lite: PGlite

  constructor(lite: PGlite) {
    super()
    this.#lite = lite
    this.setMaxListeners(0)
  }

  async query(text: string, params?: readonly unknown[]): Promise<LiteResult> {
    return await runQuery(this.#lite, text, params)
  }

  async connect(): Promise<LiteClient> {
    return new LiteClient(this.#lite)
  }

  /** The database belongs to someone else; nothing ends here. */
  async end(): Promise<void> {}
}

/** What a checked-out `pg.PoolClient` is to BullMQ, notifications included. */
export class LiteClient extends EventEmitter {
  readonly #lite: PGlite
  #stopListening: (() => void) | undefined

  constructor(lite: PGlite) {
    super()
    this.#lite = lite
    this.setMaxListeners(0)
  }

  async query(text: string, params?: readonly unknown[]): Promise<LiteResult> {
    if (/^\s*listen\s/im.test(text)) {
      this.#stopListening ??= this.#lite.onNotification((channel, payload) =>
        this.emit('notification', { channel, payload }),
      )
    }
    return await runQuery(this.#lite, text, params)
  }

  release(): void {
    this.#stopListening?.()
    this.#stopListening = undefined
    this.removeAllListeners()
  }
}

/** Runs one statement with parameters, or any number without. */
export async function runQuery(
  session: PGlite | Transaction,
  text: string,
  params?: readonly unknown[],
): Promise<LiteResult> {
  if (params !== undefined && params.length > 0) {
    const result = await session.query(text, [...params])
    return { rows: result.rows, rowCount: result.affectedRows || result.rows.length }
  }
  const last = (await session.exec(text)).at(-1)
  return { rows: last?.rows ?? [], rowCount: last?.affectedRows || (last?.rows.length ?? 0) }
}
