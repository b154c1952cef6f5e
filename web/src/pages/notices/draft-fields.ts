import type { BroadcastView } from '../../../../src/desk/contract.ts'

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

/** The form's own shape of a draft. */
export interface Fields {
  kind: string
  title: string
  text: string
  textEn: string
  variables: Record<string, string>
  communityId: string | undefined
  households: Draft['audience']['households']
  buildings: string[]
  tags: string[]
  groups: Draft['audience']['groups']
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
  const draft = known?.draft
  const chinese = draft?.wording['zh-CN']
  return {
    kind: draft?.kind ?? 'outage',
    title: chinese?.title ?? draft?.wording.en?.title ?? '',
    text: chinese?.text ?? '',
    textEn: draft?.wording.en?.text ?? '',
    variables: draft?.variables ?? {},
    communityId: draft?.audience.communityId,
    households: draft?.audience.households ?? 'all',
    buildings: draft?.audience.buildings ?? [],
    tags: draft?.audience.tags ?? [],
    groups: draft?.audience.groups ?? 'none',
    holdsUntil: toLocal(draft?.holdsUntil),
    expiresAt: toLocal(draft?.expiresAt),
    asksReceipt: draft?.asksReceipt ?? true,
    urgent: draft?.urgent ?? false,
  }
}

export function toDraft(fields: Fields): object {
  const { title, text, textEn } = fields
  return {
    kind: fields.kind,
    wording: {
      'zh-CN': { title, text },
      ...(textEn?.trim() ? { en: { title, text: textEn } } : {}),
    },
    variables: Object.fromEntries(
      variablesIn(`${title}${text}${textEn ?? ''}`).map(name => [name, fields.variables?.[name] ?? '']),
    ),
    audience: {
      ...(fields.communityId ? { communityId: fields.communityId } : {}),
      households: fields.households,
      buildings: fields.buildings ?? [],
      tags: fields.tags ?? [],
      groups: fields.groups,
    },
    asksReceipt: fields.asksReceipt,
    urgent: fields.urgent,
    holdsUntil: toInstant(fields.holdsUntil),
    expiresAt: toInstant(fields.expiresAt),
  }
}

/** For `datetime-local`, in the browser's zone. */
function toLocal(iso: string | null | undefined): string {
  if (!iso) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function toInstant(local: string | undefined): string | null {
  return local ? new Date(local).toISOString() : null
}
