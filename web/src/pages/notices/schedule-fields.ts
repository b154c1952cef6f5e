import type { BroadcastScheduleView } from '../../../../src/desk/contract.ts'
import { currentLanguage, say, type TextKey } from '../../texts/say.ts'

type Rule = BroadcastScheduleView['rule']
export type Festival = Extract<Rule, { every: 'festival' }>['festival']

export const festivalNames: readonly Festival[] = [
  'new-year',
  'spring-festival',
  'lantern',
  'qingming',
  'labour-day',
  'dragon-boat',
  'mid-autumn',
  'national-day',
  'double-ninth',
]
export const everies = ['week', 'month', 'year', 'lunar-year', 'festival'] as const

/** The form's own shape of a recurring notice. */
export interface ScheduleFields {
  title: string
  source: 'text' | 'news'
  text?: string
  kind: string
  communityId?: string
  tags?: string[]
  every: Rule['every']
  at: string
  weekday?: number
  month?: number
  day?: number
  festival?: Festival
  daysBefore?: number
}

export function toSchedule(fields: ScheduleFields): object {
  const { title, source, text = '', kind, communityId, tags = [] } = fields
  const isNews = source === 'news'
  return {
    ...{ title, source, rule: toRule(fields) },
    draft: {
      kind: isNews ? 'news' : kind,
      wording: isNews ? {} : { [currentLanguage()]: { title, text } },
      audience: {
        ...(communityId ? { communityId } : {}),
        ...(tags.length > 0 ? { households: 'chosen', tags } : {}),
      },
      asksReceipt: false,
    },
  }
}

function toRule({ every, at, weekday, month, day, festival, daysBefore = 0 }: ScheduleFields): object {
  switch (every) {
    case 'week':
      return { every, at, weekday }
    case 'month':
      return { every, at, day }
    case 'festival':
      return { every, at, festival, daysBefore }
    default:
      return { every, at, month, day }
  }
}

/** A greeting in both languages; the service names the festival in each. */
export function festivalSchedule(festival: Festival, communityId: string | undefined): object {
  return {
    title: say(`festival_${festival}` as TextKey),
    rule: { every: 'festival', festival, daysBefore: 0, at: '09:00' },
    draft: {
      kind: 'festival',
      wording: {
        'zh-CN': { title: '{festival}', text: '{name}您好：{festival}到了，祝您和家人平安顺遂。' },
        en: { title: '{festival}', text: 'Hello {name}: all the best to you and your family on {festival}.' },
      },
      audience: communityId ? { communityId } : {},
      asksReceipt: false,
    },
  }
}
