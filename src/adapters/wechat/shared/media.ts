import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { type OutgoingMessage, SendFailed, SendRefused } from '../../../messaging/message.ts'
import type { ApiClient } from './api-client.ts'
import { mapSendError } from './map-send-error.ts'

const mostFileBytes = 20 * 1024 * 1024

/** Fetches a file that somebody sent; rejects as `Channel.fetchFile` promises. */
export async function fetchMedia(api: ApiClient, reference: string): Promise<Readable> {
  try {
    const path = `/cgi-bin/media/get?media_id=${encodeURIComponent(reference)}`
    return Readable.from([await api.download(path, mostFileBytes)])
  } catch (error) {
    const mapped = mapSendError(error)
    throw mapped.name === 'SendThrottled' ? new SendFailed('not-sent', mapped.message) : mapped
  }
}

/** Uploads a kept file and gives the body of the message that shows it; `type` is the platform's word for its kind. */
export async function uploadMedia(
  api: ApiClient,
  type: string,
  attachment: NonNullable<OutgoingMessage['attachment']>,
): Promise<object> {
  const { path, fileName: name = 'file', mimeType = 'application/octet-stream' } = attachment
  if (path === undefined) throw new SendRefused('invalid', 'the file is not kept here')
  const file = { name, bytes: await readFile(path), mimeType }
  const uploaded = await api.upload(`/cgi-bin/media/upload?type=${type}`, file)
  return { msgtype: type, [type]: { media_id: String(uploaded['media_id'] ?? '') } }
}
