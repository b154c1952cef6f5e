import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** OWASP's scrypt setting with 32 MB: N=2^15, r=8, p=3 (Password Storage Cheat Sheet). */
const cost = { N: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32
/** Two at a time: each takes 32 MB and a thread for about a third of a second. */
const mostAtOnce = 2
const mostWaiting = 20

/** Gives `scrypt$N$r$p$salt$key` (base64url). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Gives false for a wrong password and for a hash it cannot read; takes the same time for both. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = stored.split('$')
  const known = scheme === 'scrypt' && salt && key
  const options = known ? { N: Number(n), r: Number(r), p: Number(p) } : cost
  const derived = await derive(password, Buffer.from(salt ?? 'none', 'base64url'), options)
  const expected = Buffer.from(key ?? '', 'base64url')
  return known !== '' && expected.length === derived.length && timingSafeEqual(expected, derived)
}

/** Letters and digits that are not mistaken for one another; 20 of them are 99 bits. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

export function createPassword(): string {
  return Array.from(
    { length: 20 },
    (_, at) => (at % 5 || at === 0 ? '' : '-') + alphabet[randomInt(alphabet.length)],
  ).join('')
}

/** True when so many sign-ins wait for their turn that another would only make everyone wait. */
export function isPasswordQueueFull(): boolean {
  return waiting.length >= mostWaiting
}

let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  if (running >= mostAtOnce) await new Promise<void>(resolve => waiting.push(resolve))
  else running += 1
  try {
    return await new Promise((resolve, reject) => {
      const limits = { ...options, maxmem: 128 * 1024 * 1024 }
      scrypt(password.normalize('NFKC'), salt, keyBytes, limits, (error, key) =>
        error ? reject(error) : resolve(key),
      )
    })
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
