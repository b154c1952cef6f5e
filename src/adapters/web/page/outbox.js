import { postMessage, Refused } from './api.js'

const firstDelayMs = 1_000
const longestDelayMs = 15_000

/**
 * Keeps what the resident wrote until the server has it. Words survive a reload; files live only as long
 * as the page. One message at a time, so that the order holds.
 */
export function createOutbox(on) {
  const files = new Map()
  const store = createStore()
  let entries = []
  let busy = false
  let delayMs = firstDelayMs
  let timer

  const save = () => store.write(entries.filter(entry => !files.has(entry.id)))
  const drop = id => {
    entries = entries.filter(entry => entry.id !== id)
    files.delete(id)
    save()
  }
  const retryLater = () => {
    clearTimeout(timer)
    timer = setTimeout(flush, delayMs)
    delayMs = Math.min(delayMs * 2, longestDelayMs)
  }
  async function sendFirst() {
    const [entry] = entries
    try {
      const line = await postMessage(entry, files.get(entry.id) ?? [])
      drop(entry.id)
      delayMs = firstDelayMs
      on.sent(line)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.status === 401) throw error
      drop(entry.id)
      on.refused(entry, error.message)
    }
  }
  async function flush() {
    if (busy) return
    busy = true
    try {
      while (entries.length > 0) await sendFirst()
    } catch (error) {
      if (error instanceof Refused) return on.signedOut()
      on.lost()
      retryLater()
    } finally {
      busy = false
    }
  }
  return {
    /** Takes up what was written in this visit and not sent; other tabs play other households. */
    open(visit) {
      entries = store.open(visit)
    },
    flush,
    list: () => entries,
    filesOf: id => files.get(id) ?? [],
    add(message, picked) {
      if (picked.length > 0) files.set(message.id, picked)
      entries.push(message)
      save()
      return flush()
    },
    clear() {
      entries = []
      files.clear()
      save()
    },
  }
}

/** The words of one visit, kept by the browser. */
function createStore() {
  let key
  return {
    open(visit) {
      key = `linli.outbox.${visit}`
      return JSON.parse(localStorage.getItem(key) ?? '[]')
    },
    write(entries) {
      if (key) localStorage.setItem(key, JSON.stringify(entries))
    },
  }
}
