import { readConfig } from './config/read-config.ts'
import { type RunningServer, serve } from './desk/serve.ts'
import { LinliError, messageOf } from './shared/errors.ts'
import { type Product, startProduct } from './start-product.ts'

const graceMs = 10_000

interface Running {
  product?: Product
  server?: RunningServer
}

/** Starts the product from the environment and stops it on SIGTERM, SIGINT, or when a channel is refused for good. */
async function main(): Promise<void> {
  // What residents write is for this account's eyes only.
  process.umask(0o077)
  const running: Running = {}
  const stop = createStop(running)
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // biome-ignore lint/style/noProcessEnv: the one place that hands the environment to the configuration
  const config = readConfig(process.env)
  const product = await startProduct(config, {
    onFirstPassword: password =>
      process.stdout.write(`First sign-in at the desk: admin / ${password} (shown this once)\n`),
    onFatal: error => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
      stop()
    },
  })
  running.product = product
  running.server = await serve({
    app: product.routes,
    host: config.host,
    port: config.port,
    log: product.log,
  })
  announce(product, running.server.url)
}

/** A second signal changes nothing; one that comes before the product has started ends the process at once. */
function createStop(running: Running): () => void {
  let isStopping = false
  return () => {
    if (isStopping) return
    isStopping = true
    stopAll(running).catch((error: unknown) => {
      process.stderr.write(`${messageOf(error)}\n`)
      process.exit(1)
    })
  }
}

async function stopAll({ product, server }: Running): Promise<void> {
  await server?.close(graceMs)
  await product?.stop()
  process.exit(process.exitCode ?? 0)
}

function announce(product: Product, url: string): void {
  const { mind } = product
  const { passages, vectors, embedder } = mind.knowledge.stats()
  const shown = url.replace('0.0.0.0', 'localhost').replace('127.0.0.1', 'localhost')
  const lines = [
    `邻里 Linli is running: ${shown} (resident chat), ${shown}/desk (staff)`,
    `Storage: ${product.database.kind}. Knowledge: ${passages} passages, search: ${vectors}, embedder: ${embedder ?? 'none (words only)'}.`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  const isExpected = error instanceof LinliError
  process.stderr.write(`${isExpected ? messageOf(error) : ((error as Error)?.stack ?? messageOf(error))}\n`)
  process.exit(1)
})
