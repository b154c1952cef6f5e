import { Card, Select, Space } from 'antd'
import { useState } from 'react'
import type { MoodView, WatchedGroupView } from '../../../../src/desk/contract.ts'
import { get, query, serviceNowMs } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { Bars } from './bars.tsx'

const hourMs = 3_600_000
const days = 7

/** Messages by the hour over a week, the discontent ones in front, for a community or a group. */
export function MoodChart() {
  const { communities, me } = useSession()
  const groups = useLoad<{ items: WatchedGroupView[] }>('watched-groups', () =>
    me.role === 'observer' || me.role === 'technician'
      ? Promise.resolve({ items: [] })
      : get('watched-groups'),
  )
  const places = [
    ...communities.map(({ id, name }) => ({ value: `community ${id}`, label: name })),
    ...(groups.data?.items ?? []).map(({ id, name, chat }) => ({
      value: `group ${id}`,
      label: name || chat,
    })),
  ]
  const [chosen, setChosen] = useState<string>()
  const place = chosen ?? places[0]?.value
  if (!place) return null
  return (
    <Card
      size="small"
      style={{ marginBottom: 12 }}
      title={
        <Space wrap>
          {say('moodTimeline')}
          <Select value={place} onChange={setChosen} options={places} style={{ minWidth: 180 }} />
        </Space>
      }
    >
      <Hours key={place} place={place} />
    </Card>
  )
}

function Hours({ place }: { place: string }) {
  const [kind = '', id = ''] = place.split(' ')
  const moods = useLoad<MoodView>(`moods ${place}`, () => get(`moods${query({ [kind]: id, days })}`))
  return (
    <Load from={moods}>
      {({ items }) => {
        const known = new Map(items.map(item => [Date.parse(item.hour), item]))
        const last = Math.floor(serviceNowMs() / hourMs) * hourMs
        const hours = Array.from({ length: days * 24 }, (_, index) => last - (days * 24 - 1 - index) * hourMs)
        const rows = hours.map(hour => known.get(hour))
        return (
          <Bars
            height={80}
            label={say('moodTimeline')}
            values={rows.map(row => row?.messages ?? 0)}
            parts={rows.map(row => row?.discontent ?? 0)}
            titles={hours.map((hour, index) =>
              say('moodHour', {
                at: describeInstant(new Date(hour).toISOString()),
                messages: rows[index]?.messages ?? 0,
                discontent: rows[index]?.discontent ?? 0,
              }),
            )}
          />
        )
      }}
    </Load>
  )
}
