import { createDecipheriv } from 'node:crypto'
import { Readable } from 'node:stream'
import { SendFailed, SendRefused } from '../../../messaging/message.ts'
import { messageOf } from '../../../shared/errors.ts'
import { readReference } from './read-robot-message.ts'

const mostFileBytes = 20 * 1024 * 1024
const fileMs = 60_000
/** The platform pads to blocks of 32 bytes, not of 16 as the cipher itself would. */
const padBlock = 32

/** Fetches and opens a file that somebody sent; rejects as `Channel.fetchFile` promises. The client's own way has no limit of size. */
export async function fetchRobotFile(reference: string): Promise<Readable> {
  const file = readReference(reference)
  if (!file) throw new SendRefused('invalid', 'no such file')
  const bytes = await download(file.url)
  return Readable.from([file.key === '' ? bytes : open(bytes, file.key)])
}

async function download(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(fileMs), redirect: 'error' })
    if (response.ok) return await readAtMost(response)
    await response.body?.cancel()
    // Addresses die after five minutes: whoever asks later is told so for good.
    throw response.status < 500
      ? new SendRefused('invalid', `the file is gone: HTTP status ${response.status}`)
      : new SendFailed('not-sent', `HTTP status ${response.status}`)
  } catch (error) {
    if (error instanceof SendRefused || error instanceof SendFailed) throw error
    throw new SendFailed('not-sent', messageOf(error).replace(/https?:\/\/\S+/gu, '(address)'))
  }
}

async function readAtMost(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > mostFileBytes)
      throw new SendRefused('invalid', `the file is larger than ${mostFileBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function open(sealed: Buffer, aesKey: string): Buffer {
  try {
    const key = Buffer.from(aesKey, 'base64')
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(sealed), decipher.final()])
    const pad = padded.at(-1) ?? 0
    const isPadding = pad >= 1 && pad <= Math.min(padBlock, padded.length)
    if (!isPadding || padded.subarray(-pad).some(byte => byte !== pad)) throw new Error('wrong padding')
    return padded.subarray(0, -pad)
  } catch (error) {
    throw new SendRefused('invalid', `the file cannot be opened: ${messageOf(error)}`)
  }
}
