import type { Puppet } from 'wechaty-puppet'

interface PuppetService {
  PuppetServer: new (options: {
    endpoint: string
    puppet: Puppet
    token: string
  }) => {
    start(): Promise<void>
    stop(): Promise<void>
  }
  PuppetService: new (options: { endpoint: string; token: string }) => Puppet
}

// The package's own types redeclare node:util for the whole program.
const name: string = 'wechaty-puppet-service'

/** wechaty's client and server over gRPC. */
export const { PuppetServer, PuppetService } = (await import(name)) as PuppetService
