/** The part of wechaty-puppet-service's store of contacts and rooms that is used here; it is private to it and may be absent. */
interface PayloadStore {
  storeDir?: string
  start(accountId: string): Promise<void>
  stop(): Promise<void>
}

/** What is being closed, by folder: a new connection has a store of its own over the same files. */
const closing = new Map<string, Promise<void>>()

/**
 * Opens a puppet's store on disk only when it is closed. The puppet forgets its store at a logout before the files are closed, and who is
 * logged in again at once would find them locked: an error that nobody catches, which would end the process.
 */
export function closeBeforeOpen(puppet: object): void {
  const store = (puppet as { _payloadStore?: PayloadStore })._payloadStore
  if (typeof store?.start !== 'function' || typeof store.stop !== 'function') return
  const folder = store.storeDir ?? ''
  const [start, stop] = [store.start.bind(store), store.stop.bind(store)]
  const closed = () => closing.get(folder) ?? Promise.resolve()
  store.stop = async () => {
    const stopped = stop()
    const both = Promise.allSettled([closed(), stopped]).then(() => {})
    closing.set(folder, both)
    await stopped
  }
  store.start = async accountId => {
    await closed()
    await start(accountId)
  }
}
