import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import { Prisma } from './generated/client.ts'

/**
 * Runs one statement, a tagged template whose values become parameters, and gives its rows. What the driver makes of
 * columns differs: `bigint` may come as text or number, so read it with `BigInt`; instants are `Date`, JSON is parsed.
 * A value made by `Prisma.raw` is part of the statement's text; it must be the same at every run of that template.
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
  hasParts: boolean
}

/** A template is one object however often it runs. */
const statements = new WeakMap<TemplateStringsArray, Statement>()
let named = 0

function readStatement(strings: TemplateStringsArray, values: readonly unknown[]): Statement {
  const known = statements.get(strings)
  if (known) return known
  let parameters = 0
  const text = strings.reduce((sql, part, order) => {
    const value = values[order - 1]
    return `${sql}${value instanceof Prisma.Sql ? value.sql : `$${++parameters}`}${part}`
  })
  const statement = { text, name: `linli_hot_${++named}`, hasParts: parameters < values.length }
  statements.set(strings, statement)
  return statement
}

function prepare(strings: TemplateStringsArray, values: unknown[]): Statement & { values: unknown[] } {
  const statement = readStatement(strings, values)
  return {
    ...statement,
    values: statement.hasParts ? values.filter(value => !(value instanceof Prisma.Sql)) : values,
  }
}

/** Past Prisma, which costs a third of a millisecond of processor time a statement: for the few that every message needs. */
export function runOnPglite(lite: PGlite): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...given: unknown[]) => {
    const { text, values } = prepare(strings, given)
    return (await lite.query<Row>(text, values)).rows
  }
}

/** The same inside a transaction of PGlite. */
export function runOnLiteSession(session: Session): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...given: unknown[]) => {
    const { text, values } = prepare(strings, given)
    return (await session.query(text, values)).rows as Row[]
  }
}

/** The same on a connection of a server. */
export function runOnConnection(session: Session): RunSql {
  const connection = session as unknown as pg.ClientBase
  return async <Row>(strings: TemplateStringsArray, ...given: unknown[]) =>
    (await connection.query(prepare(strings, given))).rows as Row[]
}

/** The same on a server. */
export function runOnPool(pool: pg.Pool): RunSql {
  return async <Row>(strings: TemplateStringsArray, ...given: unknown[]) =>
    (await pool.query(prepare(strings, given))).rows as Row[]
}
