import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** WeChat's padding is PKCS#7 over 32 bytes, wider than the cipher's own blocks. */
const padBlock = 32

/** The signature of a callback: SHA-1 over the sorted parts, the token among them. */
export function signCallback(token: string, ...parts: string[]): string {
  const joined = [token, ...parts].toSorted(byCodeUnit).join('')
  return createHash('sha1').update(joined).digest('hex')
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Whether `given` is that signature, in a time that tells nothing of it. */
export function isSignature(given: string | undefined, token: string, ...parts: string[]): boolean {
  const expected = Buffer.from(signCallback(token, ...parts))
  const shown = Buffer.from(given ?? '')
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}

/** What a decrypted callback holds: the message, and for whom it was encrypted. */
export interface Decrypted {
  message: string
  /** Corporation id or app id; compare it with your own. */
  receiver: string
}

/** Opens an encrypted message; undefined where it was not encrypted with this key or is damaged. */
export function decryptCallback(aesKey: string, encrypted: string): Decrypted | undefined {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % 16 !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = removePadding(Buffer.concat([decipher.update(bytes), decipher.final()]))
  if (!plain || plain.length < 20) return undefined
  const length = plain.readUInt32BE(16)
  if (20 + length > plain.length) return undefined
  return {
    message: plain.subarray(20, 20 + length).toString('utf8'),
    receiver: plain.subarray(20 + length).toString('utf8'),
  }
}

function removePadding(plain: Buffer): Buffer | undefined {
  const pad = plain.at(-1) ?? 0
  const isPadded = pad >= 1 && pad <= padBlock && plain.subarray(-pad).every(byte => byte === pad)
  return isPadded ? plain.subarray(0, plain.length - pad) : undefined
}

/** Encrypts an answer for `receiver`; `salt` is 16 random bytes. */
export function encryptCallback(
  aesKey: string,
  { message, receiver }: Decrypted,
  salt: Buffer = randomBytes(16),
): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const words = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(words.length)
  const plain = Buffer.concat([salt, length, words, Buffer.from(receiver)])
  const pad = padBlock - (plain.length % padBlock)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64')
}
