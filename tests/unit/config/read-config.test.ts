import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../src/config/read-config.ts'
import { variables } from '../../../src/config/variables.ts'
import { LinliError } from '../../../src/shared/errors.ts'

function refuse(env: Record<string, string>): LinliError {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof LinliError) return error
    throw error
  }
  throw new Error('the environment was accepted')
}

describe('readConfig', () => {
  it('gives the documented defaults for an empty environment', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      timezone: 'Asia/Shanghai',
      clockRate: 1,
      demo: true,
      logLevel: 'info',
      warnings: [],
    })
    expect(config.dataDir).toMatch(/^\/.*\/data$/)
    expect(config).not.toHaveProperty('telegram')
    expect(config).not.toHaveProperty('model')
    expect(config).not.toHaveProperty('databaseUrl')
  })

  it('reads every variable', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/linli',
      DATABASE_URL: 'postgresql://a:b@127.0.0.1/linli',
      REDIS_URL: 'rediss://127.0.0.1:6380/1',
      KNOWLEDGE_DIR: '/srv/standards',
      ADMIN_PASSWORD: '春天来了 请开门吧',
      API_TOKEN: 'token-for-machines',
      TIMEZONE: 'Europe/Berlin',
      CLOCK_RATE: '0.5',
      DEMO: '0',
      TELEGRAM_BOT_TOKEN: '1:abc',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      TELEGRAM_WEBHOOK_URL: 'http://127.0.0.1:3000/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'hush',
      OPENAI_API_KEY: 'sk-1',
      OPENAI_BASE_URL: 'http://127.0.0.1:8000/v1/',
      OPENAI_MODEL: 'qwen',
      OPENAI_EMBEDDING_MODEL: 'bge',
      LOG_LEVEL: 'debug',
    })
    expect(config).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/srv/linli',
      databaseUrl: 'postgresql://a:b@127.0.0.1/linli',
      redisUrl: 'rediss://127.0.0.1:6380/1',
      knowledgeDir: '/srv/standards',
      adminPassword: '春天来了 请开门吧',
      apiToken: 'token-for-machines',
      timezone: 'Europe/Berlin',
      clockRate: 0.5,
      demo: false,
      telegram: {
        botToken: '1:abc',
        apiRoot: 'http://127.0.0.1:8081',
        webhook: { url: 'http://127.0.0.1:3000/telegram', secret: 'hush' },
      },
      model: {
        apiKey: 'sk-1',
        baseUrl: 'http://127.0.0.1:8000/v1',
        model: 'qwen',
        embeddingModel: 'bge',
      },
      logLevel: 'debug',
      warnings: [],
    })
  })

  it('takes empty and blank values as unset', () => {
    expect(readConfig({ PORT: '', API_TOKEN: '  ', TELEGRAM_BOT_TOKEN: '' })).toEqual(readConfig({}))
  })

  it('is frozen to the bottom', () => {
    const config = readConfig({ TELEGRAM_BOT_TOKEN: '1:abc' })
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config.telegram ?? {}, { botToken: '' })).toThrow(TypeError)
  })

  it('names every bad variable with what was expected and what came, in one line', () => {
    const error = refuse({ PORT: '80a', TIMEZONE: 'Mars/Base', DEMO: 'ja' })
    expect(error.code).toBe('bad-environment')
    expect(error.message).not.toContain('\n')
    expect(error.message).toContain('PORT must be a whole number from 0 to 65535, got "80a"')
    expect(error.message).toContain(
      'TIMEZONE must be an IANA time zone such as Asia/Shanghai, got "Mars/Base"',
    )
    expect(error.message).toContain('DEMO must be 1 or 0, got "ja"')
  })

  const badValues: Record<string, string[]> = {
    PORT: ['65536', '-1', '3.5', '0x10'],
    HOST: ['two words', 'http://here'],
    DATABASE_URL: ['mysql://secret-value', 'secret-value'],
    REDIS_URL: ['http://secret-value'],
    ADMIN_PASSWORD: ['secret!'],
    API_TOKEN: ['secret value in words', 'secret'],
    TIMEZONE: ['Shanghai'],
    CLOCK_RATE: ['0', '-1', 'fast', '100001', 'Infinity'],
    DEMO: ['2'],
    TELEGRAM_BOT_TOKEN: ['secret-value'],
    TELEGRAM_API_ROOT: ['ftp://files'],
    TELEGRAM_WEBHOOK_SECRET: ['secret value'],
    OPENAI_API_KEY: ['secret value'],
    OPENAI_BASE_URL: ['localhost:8000'],
    LOG_LEVEL: ['verbose'],
  }
  for (const [name, values] of Object.entries(badValues)) {
    it(`refuses a bad ${name} and shows the value only when it is no secret`, () => {
      const isSecret = variables.find(variable => variable.name === name)?.secret
      for (const value of values) {
        const { message } = refuse({ [name]: value })
        expect(message).toContain(`${name} must be`)
        expect(message.includes(JSON.stringify(value)), message).toBe(!isSecret)
        if (isSecret) expect(message).not.toContain('secret')
      }
    })
  }

  it('wants the secret, the address and the token of a webhook together', () => {
    const hook = { TELEGRAM_BOT_TOKEN: '1:abc', TELEGRAM_WEBHOOK_URL: 'https://a.example/hook' }
    expect(refuse(hook).message).toContain('TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET')
    expect(refuse({ TELEGRAM_WEBHOOK_SECRET: 'hush' }).message).toContain('needs TELEGRAM_WEBHOOK_URL')
    expect(refuse({ ...hook, TELEGRAM_BOT_TOKEN: '', TELEGRAM_WEBHOOK_SECRET: 'hush' }).message).toContain(
      'TELEGRAM_WEBHOOK_URL needs TELEGRAM_BOT_TOKEN',
    )
    expect(readConfig({ ...hook, TELEGRAM_WEBHOOK_SECRET: 'hush' }).telegram?.webhook).toEqual({
      url: 'https://a.example/hook',
      secret: 'hush',
    })
  })

  it('refuses a webhook without https unless the Bot API server is an own one', () => {
    const hook = {
      TELEGRAM_BOT_TOKEN: '1:abc',
      TELEGRAM_WEBHOOK_URL: 'http://a.example/hook',
      TELEGRAM_WEBHOOK_SECRET: 'hush',
    }
    expect(refuse(hook).message).toContain('https://')
    expect(readConfig({ ...hook, TELEGRAM_API_ROOT: 'http://127.0.0.1:8081' }).telegram?.webhook?.url).toBe(
      'http://a.example/hook',
    )
  })

  it('takes the id of a staff group, and only with a bot to sit in it', () => {
    const bot = { TELEGRAM_BOT_TOKEN: '1:abc' }
    expect(readConfig({ ...bot, TELEGRAM_STAFF_CHAT_ID: '-1001234567890' }).telegram?.staffChatId).toBe(
      '-1001234567890',
    )
    expect(refuse({ TELEGRAM_STAFF_CHAT_ID: '-100' }).message).toContain('needs TELEGRAM_BOT_TOKEN')
    expect(refuse({ ...bot, TELEGRAM_STAFF_CHAT_ID: '@our_group' }).message).toContain('the id of a group')
  })

  it('opens a door to WeChat only with all of its keys', () => {
    const kf = {
      WECOM_CORP_ID: 'ww1234',
      WECOM_KF_SECRET: 'secret',
      WECOM_KF_TOKEN: 'token',
      WECOM_KF_AES_KEY: 'a'.repeat(43),
    }
    expect(readConfig(kf).wecomKf).toMatchObject({ corpId: 'ww1234', apiRoot: 'https://qyapi.weixin.qq.com' })
    expect(refuse({ ...kf, WECOM_KF_TOKEN: '' }).message).toContain('WECOM_CORP_ID needs WECOM_KF_TOKEN')
    const short = refuse({ ...kf, WECOM_KF_AES_KEY: 'short-and-secret' }).message
    expect(short).toContain('WECOM_KF_AES_KEY must be 43 letters and digits')
    expect(short).not.toContain('short-and-secret')
    const account = { WECHAT_OA_APP_ID: 'wx1', WECHAT_OA_SECRET: 's', WECHAT_OA_TOKEN: 'token' }
    expect(readConfig(account).officialAccount?.aesKey).toBeUndefined()
    expect(refuse({ WECHAT_OA_APP_ID: 'wx1' }).message).toContain(
      'needs WECHAT_OA_SECRET and WECHAT_OA_TOKEN',
    )
    expect(refuse({ WECHAT_STAFF_ROOM: '1@chatroom' }).message).toContain('needs WECHATY_PUPPET')
  })

  it('warns of likely slips and settings of what is off', () => {
    const { warnings } = readConfig({
      TELEGRAM_BOTTOKEN: '1:abc',
      TELEGRM_BOT_TOKEN: '1:abc',
      OPENAI_MODEL: 'qwen',
      WECHAT_ROOM: '员工群',
      TELEGRAM_COLOUR: 'green',
      WECHATY_TOKN: 'x',
      HOSTS: 'x',
      PATH: '/bin',
    })
    expect(warnings).toEqual([
      'TELEGRAM_BOTTOKEN is unknown; did you mean TELEGRAM_BOT_TOKEN?',
      'TELEGRM_BOT_TOKEN is unknown; did you mean TELEGRAM_BOT_TOKEN?',
      'WECHAT_ROOM is unknown and has no effect',
      'TELEGRAM_COLOUR is unknown and has no effect',
      'OPENAI_MODEL has no effect without OPENAI_API_KEY',
    ])
  })
})
