import { setTimeout as wait } from 'node:timers/promises'
import { createJobs } from '../src/jobs/create-jobs.ts'
import type { Product } from '../src/start-product.ts'

const spreadCount = 50
const burstCount = 40

/** How late, in milliseconds, 50 timers over 5 s and 40 timers of one instant run, on the product's own database. */
export async function probeTimers(product: Product, redisUrl: string | undefined): Promise<number[][]> {
  const spread = Array.from({ length: spreadCount }, (_, order) => 500 + order * 90)
  const burst = Array.from({ length: burstCount }, () => 1_500)
  const results: number[][] = []
  for (const delays of [spread, burst, burst.map(() => 6_000)]) {
    results.push(await runTimers(product, redisUrl, delays))
  }
  return results
}

async function runTimers(
  { database, clock, log }: Product,
  redisUrl: string | undefined,
  delays: number[],
): Promise<number[]> {
  const jobs = await createJobs({
    database,
    clock,
    log,
    queueName: `bench-${performance.now()}`,
    ...(redisUrl ? { redisUrl } : {}),
  })
  const lateMs: number[] = []
  const dueAtMs = new Map<string, number>()
  const ignore = async () => {}
  const turn = async (id: string) => void lateMs.push(performance.now() - (dueAtMs.get(id) ?? 0))
  await jobs.start({ turn, delivery: ignore, attachment: ignore, timer: ignore })
  for (const [order, delayMs] of delays.entries()) {
    dueAtMs.set(`${order}`, performance.now() + delayMs)
    await jobs.wake('turn', `${order}`, delayMs)
  }
  while (lateMs.length < delays.length) await wait(50)
  await jobs.stop()
  return lateMs
}
