import { App, Button, Card, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import type { BroadcastScheduleView } from '../../../../src/desk/contract.ts'
import { get, part, patch, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { festivalNames, festivalSchedule } from './schedule-fields.ts'
import { ScheduleForm } from './schedule-form.tsx'

/** Notices that are drafted again and again, with the days they leave out. */
export function Schedules() {
  const { message } = App.useApp()
  const { me, communities } = useSession()
  const [isNew, setNew] = useState(false)
  const schedules = useLoad<{ items: BroadcastScheduleView[] }>('broadcast-schedules', () =>
    get('broadcast-schedules'),
  )
  const addFestivals = async () => {
    const known = new Set(
      schedules.data?.items.flatMap(({ rule }) => (rule.every === 'festival' ? [rule.festival] : [])),
    )
    const missing = festivalNames.filter(festival => !known.has(festival))
    try {
      for (const festival of missing) {
        await post('broadcast-schedules', festivalSchedule(festival, communities[0]?.id))
      }
      void message.success(say('scheduleAdded', { count: missing.length }))
    } catch (error) {
      void message.error(describeError(error))
    }
    schedules.reload()
  }
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('schedules')}</h2>
        <Space wrap>
          {may.lead(me) && (
            <>
              <Button onClick={addFestivals}>{say('scheduleFestivals')}</Button>
              <Button type="primary" onClick={() => setNew(true)}>
                {say('scheduleNew')}
              </Button>
            </>
          )}
          <Button onClick={() => goTo('notices')}>{say('back')}</Button>
        </Space>
      </header>
      <p className="quiet">{say('scheduleHelp')}</p>
      <Load from={schedules} isEmpty={({ items }) => items.length === 0} empty={say('scheduleNone')}>
        {({ items }) => (
          <div className="cards">
            {items.map(schedule => (
              <ScheduleCard key={schedule.id} schedule={schedule} changed={schedules.reload} />
            ))}
          </div>
        )}
      </Load>
      {isNew && (
        <ScheduleForm
          close={() => {
            setNew(false)
            schedules.reload()
          }}
        />
      )}
    </div>
  )
}

function ScheduleCard({ schedule, changed }: { schedule: BroadcastScheduleView; changed: () => void }) {
  const { message } = App.useApp()
  const { me } = useSession()
  const { id, title, source, active, exceptions, nextAt, rule } = schedule
  const change = async (body: object) => {
    try {
      await patch(`broadcast-schedules/${part(id)}`, body)
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  const leads = may.lead(me)
  return (
    <Card
      size="small"
      title={title}
      extra={
        leads && (
          <Button size="small" onClick={() => change({ active: !active })}>
            {say(active ? 'scheduleStop' : 'scheduleGoOn')}
          </Button>
        )
      }
    >
      <p>
        <Tag>{say(source === 'news' ? 'kind_news' : (`kind_${schedule.draft.kind}` as TextKey))}</Tag>
        {describeRule(rule)}
      </p>
      <p>{active && nextAt ? say('scheduleNext', { time: describeDay(nextAt) }) : say('scheduleOff')}</p>
      {leads && (
        <Select
          mode="tags"
          className="schedule-skip"
          placeholder={`${say('scheduleSkip')} YYYY-MM-DD`}
          aria-label={say('scheduleSkip')}
          value={exceptions}
          open={false}
          onChange={days => change({ exceptions: days })}
        />
      )}
    </Card>
  )
}

function describeDay(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

function describeRule(rule: BroadcastScheduleView['rule']): string {
  const every = say(`every_${rule.every}` as TextKey)
  switch (rule.every) {
    case 'week':
      return `${say(`day${rule.weekday}` as TextKey)} ${rule.at}（${every}）`
    case 'month':
      return `${every} ${rule.day} ${rule.at}`
    case 'festival':
      return `${say(`festival_${rule.festival}` as TextKey)} ${rule.at}`
    default:
      return `${every} ${rule.month}-${rule.day} ${rule.at}`
  }
}
