import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Log } from '../shared/log.ts'
import type { Database } from '../storage/database.ts'
import { prepareRecording } from './prepare-recording.ts'

/** Gives what was said in a recording; empty for silence. Rejects when it cannot. */
export type Transcribe = (
  recording: { bytes: Uint8Array; fileName: string; mimeType?: string },
  signal?: AbortSignal,
) => Promise<string>

export interface HearParts {
  database: Database
  log: Log
  /** Folder of kept files. */
  filesDir: string
  findFetcher(channel: string): ((reference: string) => Promise<Readable>) | undefined
  /** Absent: nothing is heard. */
  transcribe: Transcribe | undefined
}

/** More is no voice message. */
const mostBytes = 25 * 1024 * 1024

/**
 * Gives the words of a voice message, or undefined where nobody can tell: no model, no file in time, or silence.
 * Waits for the network: never call it inside a transaction. Never rejects.
 */
export async function hearVoice(
  parts: HearParts,
  attachmentId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { transcribe } = parts
  if (!transcribe) return undefined
  try {
    const recording = await untilAborted(loadRecording(parts, attachmentId), signal)
    if (!recording) return undefined
    const prepared = await prepareRecording(recording, parts.log)
    const text = (await untilAborted(transcribe(prepared, signal), signal)).trim()
    return text === '' ? undefined : text
  } catch (error) {
    parts.log.warn({ attachment: attachmentId, err: error }, 'a voice message was not heard')
    return undefined
  }
}

async function loadRecording(parts: HearParts, id: string) {
  const row = await parts.database.client.attachment.findUnique({
    where: { id },
    include: { inbound: { select: { channel: true } } },
  })
  if (!row) return undefined
  const fetchFile = parts.findFetcher(row.inbound?.channel ?? row.channel ?? '')
  const bytes = row.path
    ? await readFile(join(parts.filesDir, row.path))
    : fetchFile && (await collect(await fetchFile(row.reference)))
  const fileName = row.fileName ?? 'voice.ogg'
  return bytes && { bytes, fileName, ...(row.mimeType ? { mimeType: row.mimeType } : {}) }
}

async function collect(source: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk)
    size += bytes.byteLength
    if (size > mostBytes) throw new Error(`the recording is larger than ${mostBytes} bytes`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
