import { readConfig } from './config/read-config.ts'
import { type RunningServer, serve } from './desk/serve.ts'
import { LinliError, messageOf } from './shared/errors.ts'
import { type Product, startProduct } from './start-product.ts'

const graceMs = 10_000

/** Starts the product from the environment and stops it on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the one place that hands the environment to the configuration
  const config = readConfig(process.env)
  const product = await startProduct(config, {
    onFatal: error => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 1
      process.kill(process.pid, 'SIGTERM')
    },
  })
  const server = await serve({ app: product.routes, host: config.host, port: config.port, log: product.log })
  announce(product, server.url)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    stopAll(product, server).catch((error: unknown) => {
      process.stderr.write(`${messageOf(error)}\n`)
      process.exit(1)
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

async function stopAll(product: Product, server: RunningServer): Promise<void> {
  await server.close(graceMs)
  await product.stop()
  process.exit(process.exitCode ?? 0)
}

function announce(product: Product, url: string): void {
  const { mind, firstPassword } = product
  const { passages, vectors, embedder } = mind.knowledge.stats()
  const shown = url.replace('0.0.0.0', 'localhost').replace('127.0.0.1', 'localhost')
  const lines = [
    `邻里 Linli is running: ${shown} (resident chat), ${shown}/desk (staff)`,
    `Storage: ${product.database.kind}. Knowledge: ${passages} passages, search: ${vectors}, embedder: ${embedder ?? 'none (words only)'}.`,
    ...(firstPassword ? [`First sign-in at the desk: admin / ${firstPassword} (shown this once)`] : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: unknown) => {
  const isExpected = error instanceof LinliError
  process.stderr.write(`${isExpected ? messageOf(error) : ((error as Error)?.stack ?? messageOf(error))}\n`)
  process.exit(1)
})
