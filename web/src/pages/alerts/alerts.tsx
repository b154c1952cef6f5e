import { Button, Card, Collapse, Empty, Input, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import type { AlertView } from '../../../../src/desk/contract.ts'
import { get, part, post } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { ErrorLine, Load } from '../../parts/load-state.tsx'
import { describeInstant } from '../../parts/time.ts'
import { goTo } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Bars } from './bars.tsx'
import { MoodChart } from './mood-chart.tsx'

/** Who is upset, where and about what; what was done; the mood by the hour; the digest of the week. */
export function Alerts() {
  const { me } = useSession()
  const [status, setStatus] = useState('live')
  const alerts = useLoad<{ items: AlertView[] }>(`alerts ${status}`, () =>
    get(`alerts?limit=100${status === 'all' ? '' : `&status=${status}`}`),
  )
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('alerts')}</h2>
        <Space>
          <Select
            value={status}
            onChange={setStatus}
            style={{ minWidth: 120 }}
            options={[
              { value: 'live', label: say('alertsLive') },
              { value: 'all', label: say('alertsAll') },
            ]}
          />
          <Button onClick={alerts.reload}>{say('refresh')}</Button>
        </Space>
      </header>
      <MoodChart />
      <Load from={alerts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty description={say('noAlerts')} />
          ) : (
            items.map(alert => (
              <AlertCard
                key={alert.id}
                alert={alert}
                canAct={may.seeInbox(me) && me.role !== 'observer'}
                done={alerts.reload}
              />
            ))
          )
        }
      </Load>
      <Digest />
    </div>
  )
}

function AlertCard({ alert, canAct, done }: { alert: AlertView; canAct: boolean; done: () => void }) {
  const { me } = useSession()
  const [error, setError] = useState<unknown>()
  const [outcome, setOutcome] = useState('')
  const act = (step: string, body: object = {}) =>
    post(`alerts/${part(alert.id)}/${step}`, body).then(done, (problem: unknown) => setError(problem))
  const isLive = alert.status === 'open' || alert.status === 'acknowledged'
  const place = [alert.community, alert.building, alert.kind === 'group' ? alert.group : null]
    .filter(Boolean)
    .join(' · ')
  return (
    <Card
      size="small"
      style={{ marginBottom: 12 }}
      title={
        <Space wrap>
          <Tag color={isLive ? 'red' : 'default'}>{nameOf(alert.category)}</Tag>
          {alert.topic}
        </Space>
      }
      extra={<Tag>{nameOf(alert.status)}</Tag>}
    >
      <p>
        {place} · {describeInstant(alert.sinceAt)} ·{' '}
        {say('alertPeople', { people: alert.people, messages: alert.messages })}
      </p>
      <Bars values={alert.trend} label={say('alertTrend')} />
      {alert.evidence.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'quotes',
              label: say('alertEvidence'),
              children: alert.evidence.map(line => (
                <div key={`${line.at}${line.conversationId}`}>
                  {describeInstant(line.at)}{' '}
                  <Button
                    type="link"
                    size="small"
                    onClick={() => line.conversationId && goTo('inbox', line.conversationId)}
                  >
                    {line.text || '—'}
                  </Button>
                </div>
              )),
            },
          ]}
        />
      )}
      <p>{alert.suggestion}</p>
      {alert.draft && <p style={{ opacity: 0.75 }}>{alert.draft}</p>}
      {error !== undefined && <ErrorLine error={error} />}
      {canAct && isLive && (
        <Space wrap>
          {alert.status === 'open' && <Button onClick={() => act('acknowledge')}>{say('alertSeen')}</Button>}
          <Button onClick={() => act('assign', { assigneeId: me.id })}>{say('alertMine')}</Button>
          <Space.Compact>
            <Input
              value={outcome}
              maxLength={2_000}
              placeholder={say('alertOutcome')}
              onChange={event => setOutcome(event.target.value)}
            />
            <Button
              type="primary"
              disabled={outcome.trim() === ''}
              onClick={() => act('resolve', { outcome: outcome.trim() })}
            >
              {say('alertResolved')}
            </Button>
          </Space.Compact>
          {may.lead(me) && <Button onClick={() => act('mute', { hours: 24 })}>{say('alertMute')}</Button>}
        </Space>
      )}
    </Card>
  )
}

function Digest() {
  const digest = useLoad<{ text: string }>('digest', () => get('reports/digest'))
  return (
    <Load from={digest}>
      {({ text }) => (
        <Card size="small" title={say('digest')}>
          <pre style={{ whiteSpace: 'pre-wrap', fontFamily: 'inherit', margin: 0 }}>{text}</pre>
        </Card>
      )}
    </Load>
  )
}
