import { readConfig } from '../src/config/read-config.ts'
import { serve } from '../src/desk/serve.ts'
import { beginSession } from '../src/desk/staff-session.ts'
import { type Product, startProduct } from '../src/start-product.ts'

// The product with its desk, alone in a process; started by desk.ts, which says over IPC what to fill in.

export interface DeskServerOptions {
  token: string
  apiRoot: string
  dataDir: string
  knowledgeDir: string
  databaseUrl?: string
  redisUrl?: string
  conversations: number
  staff: number
  communities: number
}

export interface DeskServerReady {
  url: string
  /** Of each member of staff, in order; number `n` looks after community `n % communities`. */
  cookies: string[]
}

/** First chat; chat `firstChat + n` lives in community `n % communities`. */
export const firstChat = 5_000_000

async function fill({ database, clock }: Product, options: DeskServerOptions): Promise<string[]> {
  const { client } = database
  const now = clock.now()
  const { communities, conversations, staff } = options
  const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)
  await client.community.createMany({
    data: numbers(communities).map(n => ({ id: `c${n}`, name: `小区${n + 1}`, createdAt: now })),
  })
  await client.staff.createMany({
    data: numbers(staff).map(n => ({
      ...{ id: `s${n}`, login: `s${n}`, name: `客服${n + 1}`, role: 'agent', passwordHash: '-' },
      communities: [`c${n % communities}`],
      createdAt: now,
    })),
  })
  const rows = numbers(conversations).map(n => {
    const [chat, community] = [String(firstChat + n), n % communities]
    const at = new Date(now.getTime() - (conversations - n) * 1_000)
    return { n, chat, community, at }
  })
  const households = rows.map(({ n, community }) => ({
    ...{ id: `h${n}`, communityId: `c${community}`, building: '1', unit: '1', room: String(n) },
    ...{ bindCode: `code-${n}`, createdAt: now },
  }))
  await client.household.createMany({ data: households })
  await client.contact.createMany({
    data: rows.map(({ n, chat }) => ({
      ...{ id: `p${n}`, channel: 'telegram', sender: chat, name: `住户${n}`, householdId: `h${n}` },
      createdAt: now,
    })),
  })
  await client.conversation.createMany({
    data: rows.map(({ n, chat, community, at }) => ({
      ...{ id: `t${n}`, channel: 'telegram', chat, sender: chat, contactId: `p${n}`, mode: 'human' },
      ...{ epoch: 1, assigneeId: `s${community}`, lastInboundAt: at, createdAt: at, updatedAt: at },
    })),
  })
  await client.inbound.createMany({
    data: rows.flatMap(({ n, chat, at }) =>
      numbers(5).map(line => ({
        ...{ conversationId: `t${n}`, channel: 'telegram', chat, sender: chat, messageId: `old-${line}` },
        ...{ text: `以前的话 ${line}`, state: 'for-staff', sentAt: at, receivedAt: at },
      })),
    ),
  })
  await client.handover.createMany({
    data: rows.map(({ n, community, at }) => ({
      ...{ id: `o${n}`, conversationId: `t${n}`, reason: 'asked', state: 'taken', requestedAt: at },
      ...{ takenAt: at, takenBy: `s${community}` },
    })),
  })
  const cookies: string[] = []
  for (const n of numbers(staff)) {
    const member = {
      ...{ id: `s${n}`, login: `s${n}`, name: `客服${n + 1}`, role: 'agent' as const },
      ...{ communities: [`c${n % communities}`], hasTotp: false },
    }
    const { token } = await beginSession({ database, clock }, member)
    cookies.push(`linli_staff=${token}`)
  }
  return cookies
}

async function main(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as DeskServerOptions
  const config = readConfig({
    TELEGRAM_BOT_TOKEN: options.token,
    TELEGRAM_API_ROOT: options.apiRoot,
    DATA_DIR: options.dataDir,
    KNOWLEDGE_DIR: options.knowledgeDir,
    DEMO: '0',
    LOG_LEVEL: 'error',
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
  })
  const product = await startProduct(config)
  const cookies = await fill(product, options)
  const server = await serve({ app: product.routes, host: '127.0.0.1', port: 0, log: product.log })
  process.once('message', () => {
    void server
      .close(500)
      .then(() => product.stop())
      .then(() => process.disconnect())
  })
  process.send?.({ url: server.url, cookies } satisfies DeskServerReady)
}

if (process.send) {
  main().catch((error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`)
    process.exit(1)
  })
}
