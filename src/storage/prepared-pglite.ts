import {
  messages,
  PGlite,
  type PGliteOptions,
  parse,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite'

import type { DurableNodeFs } from './durable-node-fs.ts'
import { WalSyncs } from './wal-syncs.ts'

const { serialize } = protocol
type BackendMessage = Awaited<ReturnType<PGlite['execProtocolStream']>>[number]

interface Statement {
  name: string
  paramTypes: number[]
  /** What tells the result's columns; statements that give no rows have none. */
  columns: BackendMessage[]
}

const mostStatements = 500
/** The tables grow and nothing else tells the planner: plans are made anew after so many uses. */
const planUses = 2_000

/**
 * PGlite that remembers statements: as shipped it parses, describes and plans each anew, in six calls into the database;
 * this takes one. Measured in docs/decisions/2026-11-23-near-wakes-in-process.md.
 */
export class PreparedPGlite extends PGlite {
  private readonly statements = new Map<string, Statement>()
  private made = 0
  private uses = 0
  private readonly disk: DurableNodeFs | undefined
  private syncs: WalSyncs | undefined

  constructor(options: PGliteOptions & { fs?: DurableNodeFs }) {
    super(options)
    this.disk = options.fs
  }

  /** From now on commits wait for the disk beside the event loop, and together. */
  syncBeside(): void {
    if (!this.disk) return
    this.syncs = new WalSyncs()
    this.disk.syncs = this.syncs
  }

  override async query<T>(sql: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    await this._checkReady()
    return await this.settled(!isBrief(sql), () =>
      this._runExclusiveTransaction(() => this.runPrepared<T>(sql, params ?? [], options)),
    )
  }

  override async exec(sql: string, options?: QueryOptions): Promise<Results[]> {
    return await this.settled(true, () => super.exec(sql, options))
  }

  override async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await this.settled(true, () => this.runTransaction(work))
  }

  override async close(): Promise<void> {
    await this.syncs?.settle()
    if (this.disk) this.disk.syncs = undefined
    this.syncs?.close()
    await super.close()
  }

  /**
   * What others committed a moment before may be seen before it is on the disk. Who only reads need not wait for it: whatever
   * is stored or answered on account of it comes later in the same log.
   */
  private async settled<T>(isWrite: boolean, work: () => Promise<T>): Promise<T> {
    const { syncs } = this
    if (!syncs) return await work()
    const before = syncs.count
    try {
      return await work()
    } finally {
      // Also what failed may tell of what others committed: 'that exists already'.
      if (isWrite || syncs.count > before) await syncs.settle()
    }
  }

  private async runTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await super.transaction(async tx => {
      const query = async <R>(sql: string, params?: unknown[], options?: QueryOptions) => {
        if (tx.closed) throw new Error('Transaction is closed')
        return await this.runPrepared<R>(sql, params ?? [], options)
      }
      return await work(Object.create(tx, { query: { value: query } }))
    })
  }

  private async runPrepared<T>(sql: string, params: unknown[], options?: QueryOptions): Promise<Results<T>> {
    return await this._runExclusiveQuery(async () => {
      try {
        const statement = this.statements.get(sql) ?? (await this.prepare(sql))
        const values = params.map((param, order) => this.write(param, statement.paramTypes[order]))
        const rows = await this.send(
          serialize.bind({ statement: statement.name, values }),
          serialize.execute({}),
        )
        await this.renewPlans()
        return parse.parseResults([...statement.columns, ...rows], this.parsers, options)[0] as Results<T>
      } catch (error) {
        // Whatever was wrong with it (a changed table, say), it is made anew next time.
        this.statements.delete(sql)
        if (error instanceof messages.DatabaseError)
          Object.assign(error, { query: sql, params, queryOptions: options })
        throw error
      }
    })
  }

  private async prepare(sql: string): Promise<Statement> {
    if (this.statements.size >= mostStatements) {
      this.statements.clear()
      await this.send(serialize.query('deallocate all'))
    }
    const name = `linli_${++this.made}`
    const told = await this.send(
      serialize.parse({ name, text: sql }),
      serialize.describe({ type: 'S', name }),
    )
    const described = told.find(message => message.name === 'parameterDescription')
    const statement = {
      name,
      paramTypes: described ? (described as messages.ParameterDescriptionMessage).dataTypeIDs : [],
      columns: told.filter(message => message.name === 'rowDescription'),
    }
    this.statements.set(sql, statement)
    return statement
  }

  private write(param: unknown, type: number | undefined): string | Uint8Array | null {
    if (param === null || param === undefined) return null
    const serializer = type === undefined ? undefined : this.serializers[type]
    return serializer ? serializer(param) : String(param)
  }

  private async renewPlans(): Promise<void> {
    this.uses += 1
    if (this.uses % planUses === 0) await this.send(serialize.query('discard plans'))
  }

  /** All in one call, closed by a sync, so that an error leaves nothing half done. */
  private async send(...parts: Uint8Array[]): Promise<BackendMessage[]> {
    const message = Buffer.concat([...parts, serialize.sync()])
    return await this.execProtocolStream(message, { syncToFs: false })
  }
}

/** Reads, and what says itself that it need not wait for the disk. */
function isBrief(sql: string): boolean {
  return /^\s*select\b/i.test(sql) || sql.includes("set_config('synchronous_commit', 'off'")
}
