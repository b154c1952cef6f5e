import { Readable, Transform } from 'node:stream'
import { SendFailed, SendRefused } from '../../messaging/message.ts'
import { messageOf } from '../../shared/errors.ts'
import { mapSendError } from './map-send-error.ts'
import type { TelegramApi } from './telegram-api.ts'

/** Bots may download files of up to 20 MB: core.telegram.org/bots/api#getfile. */
const mostBytes = 20 * 1024 * 1024
const downloadTimeoutMs = 120_000

/** Streams a file by its file id; rejects with `SendRefused` when it is gone or too large, else `SendFailed`. */
export async function fetchFile(api: TelegramApi, fileId: string): Promise<Readable> {
  const path = await findPath(api, fileId)
  const signal = AbortSignal.timeout(downloadTimeoutMs)
  try {
    const response = await fetch(api.fileUrl(path), { redirect: 'error', signal })
    if (response.ok && response.body) return guardSize(Readable.fromWeb(response.body), api)
    await response.body?.cancel()
    if (response.status === 404) throw new SendRefused('invalid', 'the file is gone')
    throw new SendFailed('not-sent', `the file came with status ${response.status}`)
  } catch (error) {
    throw asFileError(error, api)
  }
}

async function findPath(api: TelegramApi, fileId: string): Promise<string> {
  const file = await api
    .call<{ file_path?: string; file_size?: number }>('getFile', { file_id: fileId })
    .catch((error: unknown) => {
      const mapped = mapSendError(error)
      if (mapped instanceof SendRefused || mapped instanceof SendFailed) throw mapped
      throw new SendFailed('not-sent', mapped.message)
    })
  if ((file.file_size ?? 0) > mostBytes) throw new SendRefused('invalid', 'the file is larger than 20 MB')
  if (!file.file_path || file.file_path.split('/').includes('..'))
    throw new SendRefused('invalid', 'Telegram named no path for the file')
  return file.file_path
}

/** Ends with an error rather than hand on more than Telegram promised. */
function guardSize(source: Readable, api: TelegramApi): Readable {
  let bytes = 0
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > mostBytes ? new SendRefused('invalid', 'the file is larger than 20 MB') : null, chunk)
    },
  })
  source.on('error', error => guard.destroy(asFileError(error, api)))
  guard.on('close', () => source.destroy())
  return source.pipe(guard)
}

function asFileError(error: unknown, api: TelegramApi): Error {
  if (error instanceof SendRefused || error instanceof SendFailed) return error
  return new SendFailed('not-sent', api.redact(`file download: ${messageOf(error)}`))
}
