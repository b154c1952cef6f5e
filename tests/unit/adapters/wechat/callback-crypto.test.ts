import { readFileSync } from 'node:fs'
import * as official from '@wecom/crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decryptCallback,
  encryptCallback,
  isSignature,
  signCallback,
} from '../../../../src/adapters/wechat/shared/callback-crypto.ts'
import { readXml } from '../../../../src/adapters/wechat/shared/read-xml.ts'

// The published example of the platform's own documentation, with its keys.
const token = '123456'
const aesKey = 'kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR'
const receiver = 'wx49f0ab532d5d035a'
const [timestamp, nonce] = ['1411525903', '461056294']
const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/wechat/xml_messages/${name}`, import.meta.url), 'utf8')

describe('the encryption of callbacks', () => {
  it('opens the known message and knows its signature', () => {
    const encrypted = readXml(fixture('test_crypto.test_decrypt_message.xml'))?.['Encrypt'] ?? ''
    expect(isSignature('74d92dfeb87ba7c714f89d98870ae5eb62dff26d', token, timestamp, nonce, encrypted)).toBe(
      true,
    )
    const opened = decryptCallback(aesKey, encrypted)
    expect(opened?.receiver).toBe(receiver)
    expect(readXml(opened?.message ?? '')).toMatchObject({ MsgType: 'text', Content: 'test' })
  })

  it('writes the known answer with the known salt', () => {
    const known = readXml(fixture('test_crypto.test_encrypt_message.2.xml'))
    expect(signCallback(token, timestamp, nonce, known?.['Encrypt'] ?? '')).toBe(known?.['MsgSignature'])
    const opened = decryptCallback(aesKey, known?.['Encrypt'] ?? '')
    if (!opened) throw new Error('the known answer cannot be opened')
    const key = Buffer.from(`${aesKey}=`, 'base64')
    expect(key).toHaveLength(32)
    expect(encryptCallback(aesKey, opened, saltOf(known?.['Encrypt'] ?? ''))).toBe(known?.['Encrypt'])
  })

  it('agrees with the official package on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), message => {
        const ours = encryptCallback(aesKey, { message, receiver })
        expect(official.decrypt(aesKey, ours)).toMatchObject({ message, id: receiver })
        expect(decryptCallback(aesKey, official.encrypt(aesKey, message, receiver))).toEqual({
          message,
          receiver,
        })
      }),
      { numRuns: 100 },
    )
  })

  it('refuses other keys, damaged and foreign bytes without an error', () => {
    const encrypted = encryptCallback(aesKey, { message: '漏水', receiver })
    const otherKey = 'a'.repeat(43)
    expect(decryptCallback(otherKey, encrypted)).toBeUndefined()
    expect(decryptCallback(aesKey, '')).toBeUndefined()
    expect(decryptCallback(aesKey, 'not base64 at all')).toBeUndefined()
    expect(decryptCallback(aesKey, encrypted.slice(0, 40))).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        decryptCallback(aesKey, Buffer.from(bytes).toString('base64'))
      }),
    )
  })

  it('refuses signatures of other tokens, parts and lengths', () => {
    const signature = signCallback(token, timestamp, nonce, 'x')
    expect(isSignature(signature, token, nonce, timestamp, 'x')).toBe(true)
    expect(isSignature(signature, 'other', timestamp, nonce, 'x')).toBe(false)
    expect(isSignature(signature, token, timestamp, nonce, 'y')).toBe(false)
    expect(isSignature(signature.slice(1), token, timestamp, nonce, 'x')).toBe(false)
    expect(isSignature(undefined, token, timestamp, nonce, 'x')).toBe(false)
  })
})

/** The salt is what the first 16 bytes decrypt to. */
function saltOf(encrypted: string): Buffer {
  const { createDecipheriv } = process.getBuiltinModule('node:crypto')
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return decipher.update(Buffer.from(encrypted, 'base64').subarray(0, 32)).subarray(0, 16)
}
