import { FakeWeChat, type SaidOptions } from './fake-wechat.ts'
import { PuppetServer } from './puppet-service.ts'

/**
 * A gateway in a process of its own: WeChat's side and a wechaty puppet server over gRPC. The parent tells it by messages
 * what happens there. Arguments: port, token.
 */
const [, , port = '', token = ''] = process.argv
const world = new FakeWeChat()
const server = new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet: world.createPuppet(), token })
await server.start()

export type GatewayOrder =
  | { kind: 'person'; id: string; name: string }
  | { kind: 'room'; id: string; topic: string; members: string[] }
  | {
      kind: 'says'
      from: string
      text: string
      options: SaidOptions
      file?: { name: string; base64: string }
    }
  | { kind: 'log-out' }
  | { kind: 'log-in' }
  | { kind: 'repeat'; messageId: string }
  | { kind: 'stop' }

async function carryOut(order: GatewayOrder): Promise<unknown> {
  switch (order.kind) {
    case 'person':
      return world.person(order.id, order.name)
    case 'room':
      return world.room(order.id, order.topic, order.members)
    case 'says': {
      const { file, options } = order
      const bytes = file ? { file: { name: file.name, bytes: Buffer.from(file.base64, 'base64') } } : {}
      return world.says(order.from, order.text, { ...options, ...bytes })
    }
    case 'log-out':
      return await world.logOut()
    case 'log-in':
      return world.logIn()
    case 'repeat':
      return world.repeat(order.messageId)
    case 'stop':
      await server.stop()
      return undefined
  }
}

process.on('message', ({ id, order }: { id: number; order: GatewayOrder }) => {
  void carryOut(order)
    .catch(() => undefined)
    .then(result => process.send?.({ id, result }))
})
world.onDelivered = message =>
  process.send?.({ delivered: { chat: message.chat, text: message.text, isFile: !!message.file } })
process.send?.({ ready: true })
