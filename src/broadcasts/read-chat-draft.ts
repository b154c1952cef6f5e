import type { BroadcastKind } from './broadcast.ts'

/** What a notice command of a chat asks for. */
export type NoticeCommand =
  | { kind: 'help' }
  | { kind: 'list' }
  | { kind: 'step'; step: ChatStep; code: string; detail: string }
  | { kind: 'draft'; draft: ChatDraft }

export const chatSteps = [
  'preview',
  'friendly',
  'test',
  'submit',
  'approve',
  'reject',
  'schedule',
  'start',
  'pause',
  'resume',
  'stop',
  'recall',
] as const
export type ChatStep = (typeof chatSteps)[number]

/** A notice as it is written in a chat; places and tags empty: everybody. */
export interface ChatDraft {
  title: string
  text: string
  kind: BroadcastKind
  buildings: string[]
  units: { building: string; unit: string }[]
  tags: string[]
  /** Names of communities, or parts of them. */
  communities: string[]
  withGroups: boolean
  onlyGroups: boolean
  urgent: boolean
}

const stepWords: Record<string, ChatStep> = {
  预览: 'preview',
  更亲切: 'friendly',
  测试: 'test',
  提交: 'submit',
  审核: 'approve',
  通过: 'approve',
  退回: 'reject',
  定时: 'schedule',
  发送: 'start',
  暂停: 'pause',
  继续: 'resume',
  停止: 'stop',
  撤回: 'recall',
}

const kindWords: readonly [RegExp, BroadcastKind, string][] = [
  [/停水|停电|停气|停暖|断水|断电|断网|outage|water (cut|off)|power (cut|off)/iu, 'outage', '停水停电通知'],
  [/电梯|elevator|\blift\b/iu, 'lift', '电梯检修通知'],
  [/缴费|物业费|欠费|账单|payment|\bfee\b/iu, 'payment', '缴费提醒'],
  [/台风|暴雨|暴雪|typhoon|storm/iu, 'typhoon', '天气防范通知'],
  [/活动|报名|activity/iu, 'event', '社区活动'],
]

/** Reads what follows the command's name: a step with its code, `list`, or the notice itself. */
export function readNoticeCommand(args: string): NoticeCommand {
  const rest = args.trim()
  const [first = '', code = '', ...more] = rest.split(/\s+/u)
  if (rest === '' || /^(help|帮助)$/iu.test(rest)) return { kind: 'help' }
  if (/^(list|列表)$/iu.test(rest)) return { kind: 'list' }
  const step = stepWords[first] ?? chatSteps.find(one => one === first.toLowerCase())
  if (step && /^#?[a-z0-9]{5}$/iu.test(code)) {
    return { kind: 'step', step, code: code.replace('#', '').toLowerCase(), detail: more.join(' ') }
  }
  return { kind: 'draft', draft: readDraft(rest) }
}

function readDraft(rest: string): ChatDraft {
  const draft: ChatDraft = {
    ...{ title: '', text: '', kind: 'other', buildings: [], units: [], tags: [], communities: [] },
    ...{ withGroups: false, onlyGroups: false, urgent: false },
  }
  const [firstLine = '', ...lines] = rest.split('\n')
  let words = firstLine.trim()
  // Places, tags and marks stand first, each ended by a space; what is none of them begins the words.
  for (let found = takeToken(words, draft); found !== undefined; found = takeToken(words, draft))
    words = found
  const body = lines.join('\n').trim()
  const [, kind, title] = kindWords.find(([pattern]) => pattern.test(rest)) ?? [
    undefined,
    'other',
    '温馨提示',
  ]
  draft.kind = kind as BroadcastKind
  draft.title = (body === '' ? '' : words) || String(title)
  draft.text = body === '' ? words : body
  return draft
}

/** Takes one token off the front into the draft; undefined where the words begin. */
function takeToken(words: string, draft: ChatDraft): string | undefined {
  const [, token = '', rest = ''] = /^(\S+?)(?:[\s,，、]+|$)([\s\S]*)$/u.exec(words) ?? []
  return token !== '' && keepToken(token, draft) ? rest : undefined
}

function keepToken(token: string, draft: ChatDraft): boolean {
  const unit = /^(\d{1,3})(?:栋|幢|号楼|-)(\d{1,2})(?:单元)?$/u.exec(token)
  const building = /^(\d{1,3})(?:栋|幢|号楼)$/u.exec(token)
  if (/^(全体|全部|所有人|all)$/iu.test(token)) return true
  if (/^(紧急|urgent)[!！]?$/iu.test(token)) draft.urgent = true
  else if (/^(含群|和群|groups)$/iu.test(token)) draft.withGroups = true
  else if (/^(只发群|仅群|groups-only)$/iu.test(token)) draft.onlyGroups = true
  else if (unit) draft.units.push({ building: unit[1] ?? '', unit: unit[2] ?? '' })
  else if (building) draft.buildings.push(building[1] ?? '')
  else if (/^#\S+$/u.test(token)) draft.tags.push(token.slice(1))
  else if (/^@\S+$/u.test(token)) draft.communities.push(token.slice(1))
  else return false
  return true
}
