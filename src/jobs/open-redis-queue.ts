import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { LinliError, messageOf } from '../shared/errors.ts'
import { createId } from '../shared/ids.ts'
import {
  jobOptions,
  type ProcessWake,
  processJob,
  type QueueOptions,
  type QueueStore,
  workerOptions,
} from './queue-store.ts'

const connectTimeoutMs = 5_000
const retryStrategy = (times: number) => Math.min(times * 100, 1_000)

/** Who adds must learn at once that Redis is away; the sweeper mends it. */
const producerOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 5_000,
  connectTimeout: connectTimeoutMs,
  retryStrategy,
}

/** Who works waits as long as it takes. */
const consumerOptions = {
  maxRetriesPerRequest: null,
  connectTimeout: connectTimeoutMs,
  retryStrategy,
}

/** Opens the queue on Redis. Throws 'queue-unreachable' when it does not answer now; a later loss mends itself. */
export async function openRedisQueue(redisUrl: string, options: QueueOptions): Promise<QueueStore> {
  const producer = new Redis(redisUrl, producerOptions)
  producer.on('error', options.onTrouble)
  await connect(producer)
  const queue = new Queue(options.queueName, {
    connection: producer,
    skipMetasUpdate: true,
  })
  queue.on('error', options.onTrouble)
  let stopWorker: ((force: boolean) => Promise<void>) | undefined
  return {
    add: async (kind, id, delayRealMs) => {
      await queue.add(kind, { id }, { ...jobOptions, jobId: `w${createId()}`, delay: delayRealMs })
    },
    startWorker: async process => {
      stopWorker = await startWorker(redisUrl, options, process)
    },
    stopWorker: async force => stopWorker?.(force),
    ping: async () => {
      await producer.ping()
    },
    close: async () => {
      await queue.close()
      producer.disconnect()
    },
  }
}

async function connect(producer: Redis): Promise<void> {
  try {
    await producer.connect()
  } catch (error) {
    producer.disconnect()
    const { host, port } = producer.options
    throw new LinliError(
      'queue-unreachable',
      `Redis at ${host ?? 'localhost'}:${port ?? 6379} cannot be used (${messageOf(error)}). Is it running, and is REDIS_URL right?`,
      { cause: error },
    )
  }
}

async function startWorker(redisUrl: string, options: QueueOptions, process: ProcessWake) {
  const consumer = new Redis(redisUrl, consumerOptions)
  consumer.on('error', options.onTrouble)
  const worker = new Worker(options.queueName, job => processJob(job, process), {
    connection: consumer,
    concurrency: options.concurrency,
    ...workerOptions,
  })
  worker.on('error', options.onTrouble)
  await worker.waitUntilReady()
  return async (force: boolean) => {
    await worker.close(force)
    consumer.disconnect()
  }
}
