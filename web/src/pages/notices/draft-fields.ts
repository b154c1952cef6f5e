import type { BroadcastView } from '../../../../src/desk/contract.ts'
import { toInstant, toLocal } from '../../parts/local-time.ts'

type Draft = BroadcastView['draft']

export const kinds = [
  'outage',
  'lift',
  'payment',
  'typhoon',
  'event',
  'tip',
  'festival',
  'news',
  'other',
] as const

/** Doors through which notices go; what is not running is said in the preview. */
export const channels = ['telegram', 'wechat', 'wecom-kf', 'wechat-oa', 'web'] as const

/** The form's own shape of a draft. */
export interface Fields {
  kind: string
  title: string
  text: string
  titleEn: string
  textEn: string
  variables: Record<string, string>
  communityId: string | undefined
  households: Draft['audience']['households']
  buildings: string[]
  /** As `5栋2单元`. */
  units: string[]
  tags: string[]
  groups: Draft['audience']['groups']
  groupIds: string[]
  channel: string | undefined
  holdsUntil: string
  expiresAt: string
  asksReceipt: boolean
  urgent: boolean
}

/** Filled in for each recipient by the service. */
const recipientVariables = [
  'name',
  'household',
  'community',
  'date',
  '姓名',
  '称呼',
  '房屋',
  '房号',
  '小区',
  '日期',
]

/** Variables that the writer fills in, each once. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(/\{([^{}\n]{1,40})\}/g)].map(([, name = '']) => name.trim())
  return [...new Set(names)].filter(name => name !== '' && !recipientVariables.includes(name))
}

export function fieldsOf(known: BroadcastView | undefined): Fields {
  return { ...wordsOf(known?.draft), ...audienceOf(known?.draft) }
}

function wordsOf(draft: Draft | undefined) {
  const chinese = draft?.wording['zh-CN']
  const english = draft?.wording.en
  return {
    kind: draft?.kind ?? 'other',
    title: chinese?.title ?? english?.title ?? '',
    text: chinese?.text ?? '',
    titleEn: english?.title ?? '',
    textEn: english?.text ?? '',
    variables: draft?.variables ?? {},
    holdsUntil: toLocal(draft?.holdsUntil),
    expiresAt: toLocal(draft?.expiresAt),
    asksReceipt: draft?.asksReceipt ?? true,
    urgent: draft?.urgent ?? false,
  }
}

function audienceOf(draft: Draft | undefined) {
  const audience = draft?.audience
  return {
    communityId: audience?.communityId,
    households: audience?.households ?? 'all',
    buildings: audience?.buildings ?? [],
    units: (audience?.units ?? []).map(({ building, unit }) => `${building}栋${unit}单元`),
    tags: audience?.tags ?? [],
    groups: audience?.groups ?? 'none',
    groupIds: audience?.groupIds ?? [],
    channel: audience?.channel,
  } as const
}

/** `5栋2单元`, `5-2` or `5 2`. */
function readUnit(text: string): { building: string; unit: string }[] {
  const [, building, unit] = /^\s*(\w+)\s*(?:栋|幢|号楼|[-\s])\s*(\w+?)\s*(?:单元)?\s*$/u.exec(text) ?? []
  return building && unit ? [{ building, unit }] : []
}

export function toDraft(fields: Fields): object {
  const { title, text, titleEn, textEn } = fields
  return {
    kind: fields.kind,
    wording: {
      'zh-CN': { title, text },
      ...(textEn?.trim() ? { en: { title: titleEn?.trim() || title, text: textEn } } : {}),
    },
    variables: Object.fromEntries(
      variablesIn(`${title}${text}${titleEn ?? ''}${textEn ?? ''}`).map(name => [
        name,
        fields.variables?.[name] ?? '',
      ]),
    ),
    audience: {
      ...(fields.communityId ? { communityId: fields.communityId } : {}),
      households: fields.households,
      buildings: fields.buildings ?? [],
      units: (fields.units ?? []).flatMap(readUnit),
      tags: fields.tags ?? [],
      groups: fields.groups,
      groupIds: fields.groupIds ?? [],
      ...(fields.channel ? { channel: fields.channel } : {}),
    },
    asksReceipt: fields.asksReceipt,
    urgent: fields.urgent,
    holdsUntil: toInstant(fields.holdsUntil),
    expiresAt: toInstant(fields.expiresAt),
  }
}
