import { createHmac, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { LinliError } from '../shared/errors.ts'

/** Makes and reads the `next` of a list. A cursor says where a list goes on, never what may be seen. */
export interface Pager {
  write(position: unknown): string
  /** Rejects what we did not write with `bad-request`. */
  read<T>(cursor: string, schema: z.ZodType<T>): T
}

export function createPager(secret: string): Pager {
  const seal = (body: string) =>
    createHmac('sha256', secret).update(`cursor:${body}`).digest().subarray(0, 12).toString('base64url')
  return {
    write(position) {
      const body = Buffer.from(JSON.stringify(position)).toString('base64url')
      return `${body}.${seal(body)}`
    },
    read(cursor, schema) {
      const [body = '', ...rest] = cursor.split('.')
      // Compared as text: several texts decode to the same bytes.
      const given = Buffer.from(rest.join('.'))
      const expected = Buffer.from(seal(body))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refuse()
      const parsed = schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()))
      if (!parsed.success) throw refuse()
      return parsed.data
    },
  }
}

function refuse(): LinliError {
  return new LinliError('bad-request', 'The cursor is not one of this list; begin without it.')
}
