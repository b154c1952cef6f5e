import { z } from 'zod'

/** A personal account by wechaty. */
export interface WechatyConfig {
  puppet: string
  accept: 'none' | 'friends' | 'all'
  /** The room in which staff talk. */
  staffRoom?: string
}

/** WeCom customer service (微信客服). */
export interface WecomKfConfig {
  corpId: string
  secret: string
  token: string
  aesKey: string
  apiRoot: string
  /** Where residents who want a person are served. */
  handover: 'desk' | 'pool'
}

/** An Official Account (服务号). */
export interface OfficialAccountConfig {
  appId: string
  secret: string
  token: string
  /** Absent: messages come unencrypted. */
  aesKey?: string
  apiRoot: string
  /** For results after the reply window. */
  template?: { id: string; field: string }
}

/** Customer groups of WeCom (客户群), to which a member of staff confirms what is prepared. */
export interface WecomGroupsConfig {
  corpId: string
  secret: string
  sender: string
  apiRoot: string
}

/** A robot of WeCom groups (智能机器人), for staff and internal groups. */
export interface WecomRobotConfig {
  id: string
  secret: string
  /** Of the platform's WebSocket. */
  address: string
  /** The group in which staff talk. */
  staffChat?: string
}

const socket = z
  .string()
  .refine(
    value => /^wss?:\/\/[^/]/u.test(value) && URL.canParse(value),
    'an address that begins with wss:// or ws://',
  )
const web = z
  .string()
  .refine(
    value => /^https?:\/\/[^/]/u.test(value) && URL.canParse(value),
    'an address that begins with http:// or https://',
  )
const callbackToken = z.string().regex(/^\w{3,32}$/, '3 to 32 letters and digits')
const callbackKey = z.string().regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits')

/** How the variables of WeChat are checked. */
export const wechatShape = {
  WECHATY_PUPPET: z
    .string()
    .regex(/^(@[\w.-]+\/)?[\w.-]+$/, 'the name of a package such as wechaty-puppet-service')
    .optional(),
  WECHAT_ACCEPT: z.enum(['none', 'friends', 'all'], 'none, friends or all'),
  WECHAT_STAFF_ROOM: z.string().regex(/^\S+$/, 'the id of a room, without blanks').optional(),
  WECOM_CORP_ID: z.string().regex(/^\w+$/, 'letters and digits').optional(),
  WECOM_KF_SECRET: z.string().regex(/^\S+$/, 'a secret without blanks').optional(),
  WECOM_KF_TOKEN: callbackToken.optional(),
  WECOM_KF_AES_KEY: callbackKey.optional(),
  WECOM_KF_HANDOVER: z.enum(['desk', 'pool'], 'desk or pool'),
  WECOM_API_ROOT: web,
  WECOM_GROUPS_SECRET: z.string().regex(/^\S+$/, 'a secret without blanks').optional(),
  WECOM_GROUPS_SENDER: z.string().regex(/^\S+$/, 'a user id of WeCom, without blanks').optional(),
  WECOM_ROBOT_ID: z.string().regex(/^\S+$/, 'an id without blanks').optional(),
  WECOM_ROBOT_SECRET: z.string().regex(/^\S+$/, 'a secret without blanks').optional(),
  WECOM_ROBOT_ADDRESS: socket,
  WECOM_ROBOT_STAFF_CHAT: z.string().regex(/^\S+$/, 'the id of a group, without blanks').optional(),
  WECHAT_OA_APP_ID: z.string().regex(/^\w+$/, 'letters and digits').optional(),
  WECHAT_OA_SECRET: z.string().regex(/^\S+$/, 'a secret without blanks').optional(),
  WECHAT_OA_TOKEN: callbackToken.optional(),
  WECHAT_OA_AES_KEY: callbackKey.optional(),
  WECHAT_OA_API_ROOT: web,
  WECHAT_OA_TEMPLATE_ID: z.string().regex(/^\S+$/, 'an id without blanks').optional(),
  WECHAT_OA_TEMPLATE_FIELD: z.string().regex(/^\w+$/, 'a name of letters and digits'),
}

const shape = z.object(wechatShape)
type Values = z.infer<typeof shape> & { TELEGRAM_STAFF_CHAT_ID?: string | undefined }

/** Doors that open only with all of their keys, and what needs one of them. */
const wechatDoors = [
  ['WECOM_CORP_ID', 'WECOM_KF_SECRET', 'WECOM_KF_TOKEN', 'WECOM_KF_AES_KEY'],
  ['WECOM_CORP_ID', 'WECOM_GROUPS_SECRET', 'WECOM_GROUPS_SENDER'],
  ['WECHAT_OA_APP_ID', 'WECHAT_OA_SECRET', 'WECHAT_OA_TOKEN'],
  ['WECOM_ROBOT_ID', 'WECOM_ROBOT_SECRET'],
] as const

/** The company's id opens no door by itself. */
const sharedKey = 'WECOM_CORP_ID'
const staffRooms = ['WECHAT_STAFF_ROOM', 'TELEGRAM_STAFF_CHAT_ID', 'WECOM_ROBOT_STAFF_CHAT'] as const

/** A door is wanted by any key of its own; the company's id alone is for the first. */
function findLackingDoors(values: Values): string[] {
  const isWanted = (names: readonly (keyof Values)[]) =>
    names.some(name => name !== sharedKey && values[name])
  const idAlone =
    values[sharedKey] !== undefined &&
    !wechatDoors.some(names => isWanted(names) && (names as readonly string[]).includes(sharedKey))
  return wechatDoors.flatMap((names, index) => {
    const missing = names.filter(name => !values[name])
    const isLacking = missing.length > 0 && (isWanted(names) || (index === 0 && idAlone))
    const given = names.find(name => values[name])
    return isLacking ? [`${given} needs ${missing.join(' and ')}`] : []
  })
}

/** One line for every door that lacks a key. */
export function findMissingWechatPartners(values: Values): string[] {
  const problems = findLackingDoors(values)
  if (values.WECHAT_OA_AES_KEY && !values.WECHAT_OA_APP_ID)
    problems.push('WECHAT_OA_AES_KEY needs WECHAT_OA_APP_ID')
  if (values.WECHAT_OA_TEMPLATE_ID && !values.WECHAT_OA_APP_ID)
    problems.push('WECHAT_OA_TEMPLATE_ID needs WECHAT_OA_APP_ID')
  if (values.WECHAT_STAFF_ROOM && !values.WECHATY_PUPPET)
    problems.push('WECHAT_STAFF_ROOM needs WECHATY_PUPPET')
  if (values.WECOM_ROBOT_STAFF_CHAT && !values.WECOM_ROBOT_ID)
    problems.push('WECOM_ROBOT_STAFF_CHAT needs WECOM_ROBOT_ID')
  const rooms = staffRooms.filter(name => values[name])
  if (rooms.length > 1)
    problems.push(
      `${rooms.join(' and ')} cannot ${rooms.length > 2 ? 'all' : 'both'} be set: staff have one room`,
    )
  return problems
}

/** The doors to WeChat that are configured. */
export function toWechat(values: Values): {
  wechaty?: WechatyConfig
  wecomKf?: WecomKfConfig
  officialAccount?: OfficialAccountConfig
  wecomRobot?: WecomRobotConfig
  wecomGroups?: WecomGroupsConfig
} {
  const { WECHATY_PUPPET: puppet, WECHAT_STAFF_ROOM: staffRoom, WECHAT_ACCEPT: accept } = values
  const kf = toWecomKf(values)
  const account = toOfficialAccount(values)
  const robot = toWecomRobot(values)
  const groups = toWecomGroups(values)
  return {
    ...(puppet && { wechaty: { puppet, accept, ...(staffRoom && { staffRoom }) } }),
    ...(kf && { wecomKf: kf }),
    ...(account && { officialAccount: account }),
    ...(robot && { wecomRobot: robot }),
    ...(groups && { wecomGroups: groups }),
  }
}

function toWecomGroups(values: Values): WecomGroupsConfig | undefined {
  const { WECOM_CORP_ID: corpId, WECOM_GROUPS_SECRET: secret, WECOM_GROUPS_SENDER: sender } = values
  if (!corpId || !secret || !sender) return undefined
  return { corpId, secret, sender, apiRoot: values.WECOM_API_ROOT.replace(/\/+$/, '') }
}

function toWecomRobot(values: Values): WecomRobotConfig | undefined {
  const { WECOM_ROBOT_ID: id, WECOM_ROBOT_SECRET: secret, WECOM_ROBOT_STAFF_CHAT: staffChat } = values
  if (!id || !secret) return undefined
  return { id, secret, address: values.WECOM_ROBOT_ADDRESS, ...(staffChat && { staffChat }) }
}

function toWecomKf(values: Values): WecomKfConfig | undefined {
  const { WECOM_CORP_ID: corpId, WECOM_KF_SECRET: secret } = values
  const { WECOM_KF_TOKEN: token, WECOM_KF_AES_KEY: aesKey } = values
  if (!corpId || !secret || !token || !aesKey) return undefined
  return {
    ...{ corpId, secret, token, aesKey, handover: values.WECOM_KF_HANDOVER },
    apiRoot: values.WECOM_API_ROOT.replace(/\/+$/, ''),
  }
}

function toOfficialAccount(values: Values): OfficialAccountConfig | undefined {
  const { WECHAT_OA_APP_ID: appId, WECHAT_OA_SECRET: secret, WECHAT_OA_TOKEN: token } = values
  if (!appId || !secret || !token) return undefined
  const { WECHAT_OA_AES_KEY: aesKey, WECHAT_OA_TEMPLATE_ID: id } = values
  return {
    appId,
    secret,
    token,
    ...(aesKey && { aesKey }),
    apiRoot: values.WECHAT_OA_API_ROOT.replace(/\/+$/, ''),
    ...(id && { template: { id, field: values.WECHAT_OA_TEMPLATE_FIELD } }),
  }
}
