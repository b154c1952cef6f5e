import { createReadStream } from 'node:fs'
import { access, mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { SendFailed, SendRefused } from '../../messaging/message.ts'
import { messageOf } from '../../shared/errors.ts'

/** Files that residents uploaded, kept until and after the inbox has copied them: the page shows them again. */
export interface UploadStore {
  /** Resolves once the bytes are on disk. A second save under the same reference changes nothing. */
  save(reference: string, bytes: Uint8Array): Promise<void>
  /** Rejects with `SendRefused` when there is no such file, `SendFailed` when it cannot be read now. */
  read(reference: string): Promise<Readable>
}

const referencePattern = /^[0-9a-f]{32}\/[A-Za-z0-9-]{8,64}-\d{1,2}\.[a-z0-9]{2,5}$/

/** `folder` is created when the first file comes. A reference is `<visitor>/<message id>-<position>.<extension>`. */
export function createUploadStore(folder: string): UploadStore {
  const pathOf = (reference: string) => {
    if (!referencePattern.test(reference))
      throw new SendRefused('invalid', 'not a reference of the web channel')
    return join(folder, reference)
  }
  return {
    async save(reference, bytes) {
      const path = pathOf(reference)
      if (await exists(path)) return
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
      const draft = `${path}.part`
      const file = await open(draft, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
    },
    async read(reference) {
      const path = pathOf(reference)
      try {
        await access(path)
      } catch (error) {
        if (isAbsence(error)) throw new SendRefused('invalid', 'the uploaded file is gone')
        throw new SendFailed('not-sent', messageOf(error), { cause: error })
      }
      return createReadStream(path)
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
