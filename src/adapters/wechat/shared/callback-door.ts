import type { Context } from 'hono'
import { decryptCallback, encryptCallback, isSignature, signCallback } from './callback-crypto.ts'
import { readXml, writeCdata } from './read-xml.ts'

export const mostBodyBytes = 1024 * 1024

export interface DoorKeys {
  token: string
  /** Absent: messages come as they are, signed but not encrypted. */
  aesKey?: string
  /** Corporation id or app id. */
  receiver: string
}

export type Opened = { fields: Record<string, string> } | { refused: 400 | 403 }

/** The echo that proves to the platform that this address is ours; undefined where the question is forged. */
export function answerEcho(context: Context, keys: DoorKeys): string | undefined {
  const query = context.req.query()
  const { timestamp = '', nonce = '', echostr = '', msg_signature: encryptedSignature, signature } = query
  if (encryptedSignature !== undefined && keys.aesKey) {
    if (!isSignature(encryptedSignature, keys.token, timestamp, nonce, echostr)) return undefined
    const opened = decryptCallback(keys.aesKey, echostr)
    return opened?.receiver === keys.receiver ? opened.message : undefined
  }
  return isSignature(signature, keys.token, timestamp, nonce) ? echostr : undefined
}

/** Opens the body of a callback: signature first, then the encryption, then for whom it is. */
export async function openCallback(context: Context, keys: DoorKeys): Promise<Opened> {
  const { timestamp = '', nonce = '', msg_signature: encryptedSignature, signature } = context.req.query()
  if (!keys.aesKey) {
    if (!isSignature(signature, keys.token, timestamp, nonce)) return { refused: 403 }
    const fields = readXml(await context.req.text())
    return fields ? { fields } : { refused: 400 }
  }
  const outer = readXml(await context.req.text())
  const encrypted = outer?.['Encrypt'] ?? ''
  if (!isSignature(encryptedSignature, keys.token, timestamp, nonce, encrypted)) return { refused: 403 }
  const opened = decryptCallback(keys.aesKey, encrypted)
  if (opened?.receiver !== keys.receiver) return { refused: 403 }
  const fields = readXml(opened.message)
  return fields ? { fields } : { refused: 400 }
}

/** A passive answer as the platform wants it back: encrypted and signed where the door is. */
export function sealAnswer(xml: string, keys: DoorKeys, at: { timestamp: string; nonce: string }): string {
  if (!keys.aesKey) return xml
  const encrypted = encryptCallback(keys.aesKey, { message: xml, receiver: keys.receiver })
  const signature = signCallback(keys.token, at.timestamp, at.nonce, encrypted)
  return `<xml><Encrypt>${writeCdata(encrypted)}</Encrypt><MsgSignature>${writeCdata(signature)}</MsgSignature><TimeStamp>${at.timestamp}</TimeStamp><Nonce>${writeCdata(at.nonce)}</Nonce></xml>`
}
