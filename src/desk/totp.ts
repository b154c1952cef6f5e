import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** One-time codes of RFC 6238 as every authenticator app makes them: SHA-1, 6 digits, 30 s. Real time, whatever the clock's rate. */
const stepSeconds = 30
/** Codes of the step before and after are taken too: clocks of phones differ. */
const leeway = 1
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Gives a new secret of 160 bits in base32. */
export function createTotpSecret(): string {
  return [...randomBytes(32)].map(byte => alphabet[byte & 31]).join('')
}

/** What an authenticator app takes as a link or QR code. */
export function writeTotpUri(secret: string, login: string): string {
  return `otpauth://totp/${encodeURIComponent(`Linli:${login}`)}?secret=${secret}&issuer=Linli`
}

/** Gives the step a code belongs to, or undefined when it is wrong or of a step up to `lastStep`: a code serves once. */
export function findTotpStep(
  secret: string,
  code: string,
  { nowMs, lastStep }: { nowMs: number; lastStep: number | null },
): number | undefined {
  const current = Math.floor(nowMs / 1_000 / stepSeconds)
  for (let step = current - leeway; step <= current + leeway; step += 1) {
    const isRight = timingSafeEqual(Buffer.from(createTotpCode(secret, step)), toSixBytes(code))
    if (isRight && step > (lastStep ?? -1)) return step
  }
  return undefined
}

/** The code of a step; for tests and apps. */
export function createTotpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', readBase32(secret)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function toSixBytes(code: string): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.write(code.replaceAll(' ', '').slice(0, 6), 'latin1')
  return bytes
}

function readBase32(text: string): Buffer {
  let bits = 0n
  for (const letter of text) bits = (bits << 5n) | BigInt(Math.max(0, alphabet.indexOf(letter)))
  const bytes = Math.floor((text.length * 5) / 8)
  return Buffer.from(
    (bits >> BigInt(text.length * 5 - bytes * 8)).toString(16).padStart(bytes * 2, '0'),
    'hex',
  )
}
