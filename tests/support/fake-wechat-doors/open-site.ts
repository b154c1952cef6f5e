import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Channel } from '../../../src/adapters/channel.ts'

/** The HTTP server of the product, with the routes of one channel alone. */
export async function openSite(channel: Channel): Promise<{ url: string; close(): Promise<void> }> {
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: request => channel.routes?.fetch(request) ?? new Response(null, { status: 404 }),
  })
  await new Promise(resolve => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A cursor store in memory that outlives the channel. */
export function memoryCursors() {
  const cursors = new Map<string, string>()
  return {
    cursors,
    load: async (openKfId: string) => cursors.get(openKfId),
    save: async (openKfId: string, cursor: string) => void cursors.set(openKfId, cursor),
  }
}
