import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'

/**
 * Runs one statement, a tagged template whose values become parameters, and gives its rows. What the driver makes of
 * columns differs: `bigint` may come as text or number, so read it with `BigInt`; instants are `Date`, JSON is parsed.
 */
export type RunSql = <Row>(strings: TemplateStringsArray, ...values: unknown[]) => Promise<Row[]>

/** What a driver adapter's transaction talks to: a connection of `pg`, or PGlite's transaction. */
export interface Session {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>
}

interface Statement {
  text: string
  /** PostgreSQL keeps a named statement's plan for the connection. */
  name: string
}

/** A template is one object however often it runs. */
const statements = new WeakMap<TemplateStringsArray, Statement>()
let named = 0

function readStatement(strings: TemplateStringsArray): Statement {
  const known = statements.get(strings)
  if (known) return known
  const text = strings.reduce((sql, part, order) => `${sql}$${order}${part}`)
  const statement = { text, name: `linli_hot_${++named}` }
  statements.set(strings, statement)
  return statement
}

/** Past Prisma, which costs a third of a millisecond of processor time a statement: for the few that every message needs. */
export function runOnPglite(lite: PGlite): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...values: unknown[]) =>
    (await lite.query<Row>(readStatement(strings).text, values)).rows
}

/** The same inside a transaction of PGlite. */
export function runOnLiteSession(session: Session): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...values: unknown[]) =>
    (await session.query(readStatement(strings).text, values)).rows as Row[]
}

/** The same on a connection of a server. */
export function runOnConnection(session: Session): RunSql {
  const connection = session as unknown as pg.ClientBase
  return async <Row>(strings: TemplateStringsArray, ...values: unknown[]) =>
    (await connection.query({ ...readStatement(strings), values })).rows as Row[]
}

/** The same on a server. */
export function runOnPool(pool: pg.Pool): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...values: unknown[]) =>
    (await pool.query({ ...readStatement(strings), values })).rows as Row[]
}
