import { resolve } from 'node:path'
import { z } from 'zod'
import { LinliError } from '../shared/errors.ts'
import { type LogLevel, logLevels } from '../shared/log.ts'
import { findOddVariables } from './find-odd-variables.ts'
import { isSecretVariable, variables } from './variables.ts'
import {
  findMissingWechatPartners,
  type OfficialAccountConfig,
  toWechat,
  type WechatyConfig,
  type WecomGroupsConfig,
  type WecomKfConfig,
  type WecomRobotConfig,
  wechatShape,
} from './wechat-config.ts'

export interface TelegramConfig {
  botToken: string
  apiRoot: string
  /** Present: Telegram calls us there. Absent: we poll. */
  webhook?: { url: string; secret: string }
  /** The group in which staff talk. */
  staffChatId?: string
}

export interface ModelConfig {
  apiKey: string
  baseUrl: string
  model: string
  embeddingModel?: string
  transcriptionModel?: string
}

/** The environment, checked and frozen. What is absent is off. */
export interface Config {
  port: number
  host: string
  /** Absolute path. */
  dataDir: string
  databaseUrl?: string
  redisUrl?: string
  /** Absolute path. */
  knowledgeDir?: string
  /** Where residents' phones reach this product; without a slash at its end. */
  publicUrl?: string
  adminPassword?: string
  apiToken?: string
  /** Signs the alarms of devices. */
  alarmSecret?: string
  timezone: string
  clockRate: number
  demo: boolean
  telegram?: TelegramConfig
  wechaty?: WechatyConfig
  wecomKf?: WecomKfConfig
  officialAccount?: OfficialAccountConfig
  wecomRobot?: WecomRobotConfig
  wecomGroups?: WecomGroupsConfig
  model?: ModelConfig
  logLevel: LogLevel
  /** One line each: variables that are set but have no effect. */
  warnings: readonly string[]
}

export type Environment = Record<string, string | undefined>

const addressOf = (protocols: string[], expected: string) =>
  z.string().refine(value => isAddress(value, protocols), expected)
const web = addressOf(['http:', 'https:'], 'an address that begins with http:// or https://')
const token = z.string().regex(/^\S{8,}$/, 'at least 8 characters without blanks')
const aNumber = (isAllowed: (value: number) => boolean, expected: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, expected)
    .transform(Number)
    .refine(isAllowed, expected)

const schema = z.object({
  PORT: aNumber(value => Number.isInteger(value) && value <= 65_535, 'a whole number from 0 to 65535'),
  HOST: z.string().regex(/^[\w.:-]+$/, 'an IP address or a host name'),
  PUBLIC_URL: web.optional(),
  DATA_DIR: z.string(),
  DATABASE_URL: addressOf(
    ['postgres:', 'postgresql:'],
    'an address like postgres://name:password@host:5432/database',
  ).optional(),
  REDIS_URL: addressOf(['redis:', 'rediss:'], 'an address like redis://host:6379').optional(),
  KNOWLEDGE_DIR: z.string().optional(),
  ADMIN_PASSWORD: z.string().min(8, 'at least 8 characters').optional(),
  API_TOKEN: token.optional(),
  ALARM_SECRET: z
    .string()
    .regex(/^\S{16,}$/, 'at least 16 characters without blanks')
    .optional(),
  TIMEZONE: z.string().refine(isTimezone, 'an IANA time zone such as Asia/Shanghai'),
  CLOCK_RATE: aNumber(value => value > 0 && value <= 100_000, 'a number above 0 and at most 100000'),
  DEMO: z.enum(['1', '0', 'true', 'false'], '1 or 0').transform(value => value === '1' || value === 'true'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'a token like 123456:ABC-def from BotFather')
    .optional(),
  TELEGRAM_API_ROOT: web,
  TELEGRAM_WEBHOOK_URL: web.optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/, '1 to 256 letters, digits, _ or -')
    .optional(),
  TELEGRAM_STAFF_CHAT_ID: z
    .string()
    .regex(/^-\d{1,20}$/, 'the id of a group, such as -1001234567890')
    .optional(),
  ...wechatShape,
  OPENAI_API_KEY: z.string().regex(/^\S+$/, 'a key without blanks').optional(),
  OPENAI_BASE_URL: web,
  OPENAI_MODEL: z.string(),
  OPENAI_EMBEDDING_MODEL: z.string().optional(),
  OPENAI_TRANSCRIPTION_MODEL: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, logLevels.join(', ')),
})
type Values = z.infer<typeof schema>

/**
 * Gives the checked configuration. Throws `bad-environment` with one line that names every bad variable and
 * what was expected; the value is shown unless it is secret. Empty or blank values count as unset.
 */
export function readConfig(env: Environment): Config {
  const given = takeGiven(env)
  const withDefaults = { ...takeDefaults(), ...given }
  const parsed = schema.safeParse(withDefaults)
  const problems = parsed.success
    ? findMissingPartners(parsed.data)
    : parsed.error.issues.map(issue => describeProblem(String(issue.path[0]), issue.message, withDefaults))
  if (!parsed.success || problems.length > 0) {
    throw new LinliError('bad-environment', `Bad environment: ${[...new Set(problems)].join('; ')}.`)
  }
  return freezeDeep(toConfig(parsed.data, findOddVariables(given, env)))
}

function takeGiven(env: Environment): Record<string, string> {
  const given = variables.map(({ name }) => [name, env[name]?.trim() ?? ''] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

function takeDefaults(): Record<string, string> {
  const set = variables.filter(variable => variable.default !== '')
  return Object.fromEntries(set.map(variable => [variable.name, variable.default]))
}

function describeProblem(name: string, expected: string, values: Record<string, string>): string {
  const shown = isSecretVariable(name) ? '' : `, got ${JSON.stringify(values[name] ?? '')}`
  return `${name} must be ${expected}${shown}`
}

function findMissingPartners(values: Values): string[] {
  const problems: string[] = []
  problems.push(...findMissingWechatPartners(values))
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = values
  if (url && !secret) problems.push('TELEGRAM_WEBHOOK_URL needs TELEGRAM_WEBHOOK_SECRET')
  if (secret && !url) problems.push('TELEGRAM_WEBHOOK_SECRET needs TELEGRAM_WEBHOOK_URL')
  if (url && !values.TELEGRAM_BOT_TOKEN) problems.push('TELEGRAM_WEBHOOK_URL needs TELEGRAM_BOT_TOKEN')
  if (values.TELEGRAM_STAFF_CHAT_ID && !values.TELEGRAM_BOT_TOKEN) {
    problems.push('TELEGRAM_STAFF_CHAT_ID needs TELEGRAM_BOT_TOKEN')
  }
  // Telegram itself calls https only; a server of one's own may be inside the house.
  const isOwnServer = new URL(values.TELEGRAM_API_ROOT).hostname !== 'api.telegram.org'
  if (url?.startsWith('http:') && !isOwnServer) {
    problems.push(
      `TELEGRAM_WEBHOOK_URL must be an address that begins with https://, got ${JSON.stringify(url)}`,
    )
  }
  return problems
}

function toConfig(values: Values, warnings: string[]): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    ...(values.DATABASE_URL && { databaseUrl: values.DATABASE_URL }),
    ...(values.REDIS_URL && { redisUrl: values.REDIS_URL }),
    ...(values.KNOWLEDGE_DIR && { knowledgeDir: resolve(values.KNOWLEDGE_DIR) }),
    ...(values.PUBLIC_URL && { publicUrl: values.PUBLIC_URL.replace(/\/+$/, '') }),
    ...(values.ADMIN_PASSWORD && { adminPassword: values.ADMIN_PASSWORD }),
    ...(values.API_TOKEN && { apiToken: values.API_TOKEN }),
    ...(values.ALARM_SECRET && { alarmSecret: values.ALARM_SECRET }),
    timezone: values.TIMEZONE,
    clockRate: values.CLOCK_RATE,
    demo: values.DEMO,
    ...(values.TELEGRAM_BOT_TOKEN && { telegram: toTelegram(values, values.TELEGRAM_BOT_TOKEN) }),
    ...toWechat(values),
    ...(values.OPENAI_API_KEY && { model: toModel(values, values.OPENAI_API_KEY) }),
    logLevel: values.LOG_LEVEL,
    warnings,
  }
}

function toTelegram(values: Values, botToken: string): TelegramConfig {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = values
  const apiRoot = values.TELEGRAM_API_ROOT.replace(/\/+$/, '')
  const { TELEGRAM_STAFF_CHAT_ID: staffChatId } = values
  return {
    botToken,
    apiRoot,
    ...(url && secret && { webhook: { url, secret } }),
    ...(staffChatId && { staffChatId }),
  }
}

function toModel(values: Values, apiKey: string): ModelConfig {
  return {
    apiKey,
    baseUrl: values.OPENAI_BASE_URL.replace(/\/+$/, ''),
    model: values.OPENAI_MODEL,
    ...(values.OPENAI_EMBEDDING_MODEL && { embeddingModel: values.OPENAI_EMBEDDING_MODEL }),
    ...(values.OPENAI_TRANSCRIPTION_MODEL && { transcriptionModel: values.OPENAI_TRANSCRIPTION_MODEL }),
  }
}

function isAddress(value: string, protocols: string[]): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  return protocols.includes(url.protocol) && url.hostname !== ''
}

function isTimezone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

function freezeDeep<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) freezeDeep(inner)
  }
  return Object.freeze(value)
}
