import type { Wechaty } from 'wechaty'
import { LinliError, messageOf } from '../../../shared/errors.ts'
import type { Log } from '../../../shared/log.ts'

/** Puppets that imitate a client: WeChat bans accounts for that. */
const imitating = /wechat4u|puppet-wechat$|padlocal|puppet-xp/u

/**
 * Gives the function that makes a wechaty on the named puppet. `memory` is the path under which wechaty keeps its log-in.
 * Rejects with `bad-environment` where wechaty or the puppet is not installed.
 */
export function createBotMaker(options: {
  puppet: string
  memory: string
  log: Log
}): () => Promise<Wechaty> {
  const { puppet, memory, log } = options
  if (imitating.test(puppet))
    log.warn({ puppet }, 'this puppet imitates a WeChat client; WeChat restricts and bans accounts for that')
  return async () => {
    await findPuppet(puppet)
    const { WechatyBuilder } = await import('wechaty').catch(notInstalled('wechaty'))
    return WechatyBuilder.build({ name: memory, puppet: puppet as never })
  }
}

/** The empty package that stands for wechat4u here has no default export either. */
async function findPuppet(puppet: string): Promise<void> {
  const loaded = (await import(puppet).catch(notInstalled(puppet))) as { default?: unknown }
  if (typeof loaded.default !== 'function') notInstalled(puppet)(new Error('it exports no puppet'))
}

function notInstalled(name: string): (error: unknown) => never {
  return error => {
    throw new LinliError(
      'bad-environment',
      `WECHATY_PUPPET: ${name} could not be loaded (${messageOf(error).split('\n')[0]}); install it with: npm i ${name}`,
    )
  }
}
