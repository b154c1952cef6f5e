import type { Server } from 'node:http'
// @ts-expect-error ws brings no types of its own, and needs none here beyond those below.
import { WebSocketServer as UntypedServer } from 'ws'

export interface RobotSocket {
  on(event: 'message', heard: (data: Buffer) => void): void
  on(event: 'close', heard: () => void): void
  on(event: 'error', heard: (error: Error) => void): void
  send(text: string): void
  terminate(): void
}

/** A WebSocket server on an HTTP server. */
export const WebSocketServer = UntypedServer as new (options: {
  server: Server
}) => { on(event: 'connection', heard: (socket: RobotSocket) => void): void }
