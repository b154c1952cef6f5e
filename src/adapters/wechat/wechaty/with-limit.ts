/** The outcome of `work`, or a rejection with `reason` after `limitMs` real milliseconds. */
export async function withLimit<T>(work: Promise<T>, limitMs: number, reason: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(reason)), limitMs)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}
