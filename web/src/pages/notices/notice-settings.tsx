import { Alert, App, Button, Card, Checkbox, Form, Input, Select, Space, Table, Tag } from 'antd'
import { useMemo } from 'react'
import type { GroupChatView } from '../../../../src/desk/contract.ts'
import { get, post, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { goTo } from '../../route.ts'
import { useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { channels } from './draft-fields.ts'

interface Policy {
  needsApproval: boolean
  urgentNeedsApproval: boolean
  stoppedChannels: string[]
}

/** Who approves notices, the kill switch, and the groups that notices go to. */
export function NoticeSettings() {
  const policy = useLoad<Policy>('broadcast-policy', () => get('settings/broadcasts'))
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('noticeSettings')}</h2>
        <Button onClick={() => goTo('notices')}>{say('back')}</Button>
      </header>
      <Load from={policy}>{shown => <PolicyCard policy={shown} changed={policy.reload} />}</Load>
      <Groups />
    </div>
  )
}

function PolicyCard({ policy, changed }: { policy: Policy; changed: () => void }) {
  const { message } = App.useApp()
  const save = async (change: Partial<Policy>) => {
    try {
      await put('settings/broadcasts', { ...policy, ...change })
      void message.success(say('saved'))
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  return (
    <Card size="small" className="notice-card">
      <Space direction="vertical">
        <Checkbox
          checked={policy.needsApproval}
          onChange={event => save({ needsApproval: event.target.checked })}
        >
          {say('noticeApproval')}
        </Checkbox>
        <Checkbox
          checked={policy.urgentNeedsApproval}
          onChange={event => save({ urgentNeedsApproval: event.target.checked })}
        >
          {say('noticeUrgentApproval')}
        </Checkbox>
        <label htmlFor="kill-switch">{say('noticeKill')}</label>
        <Select
          id="kill-switch"
          mode="multiple"
          className="kill-switch"
          value={policy.stoppedChannels}
          options={channels.map(value => ({ value, label: value }))}
          onChange={stoppedChannels => save({ stoppedChannels })}
        />
        <p className="quiet">{say('noticeKillHelp')}</p>
      </Space>
    </Card>
  )
}

/** Above the list of notices while the kill switch is on. */
export function KilledLine() {
  const policy = useLoad<Policy>('broadcast-policy', () => get('settings/broadcasts'))
  const stopped = policy.data?.stoppedChannels ?? []
  if (stopped.length === 0) return null
  return <Alert type="error" showIcon title={say('noticeKilled', { channels: stopped.join('、') })} />
}

function Groups() {
  const groups = useLoad<{ items: GroupChatView[] }>('groups', () => get('groups'))
  return (
    <Card size="small" title={say('noticeGroups')}>
      <GroupForm changed={groups.reload} />
      <Load from={groups} isEmpty={({ items }) => items.length === 0} empty={say('noticeGroupNone')}>
        {({ items }) => (
          <Table
            rowKey="id"
            size="small"
            dataSource={items}
            pagination={{ pageSize: 20, hideOnSinglePage: true }}
            columns={[
              { title: say('noticeGroupTitle'), dataIndex: 'title' },
              { title: say('noticeGroupChannel'), dataIndex: 'channel' },
              { title: say('noticeGroupChat'), dataIndex: 'chat' },
              { title: say('groupKind'), render: (_value, row) => say(`groupKind_${row.kind}` as TextKey) },
              {
                title: '',
                render: (_value, row) => (
                  <Tag color={row.state === 'active' ? 'green' : 'red'}>
                    {say(`groupState_${row.state}` as TextKey)}
                  </Tag>
                ),
              },
            ]}
          />
        )}
      </Load>
    </Card>
  )
}

interface GroupFields {
  channel: string
  chat: string
  title: string
  communityId?: string
  kind: 'group' | 'channel'
}

function GroupForm({ changed }: { changed: () => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<GroupFields>()
  const initial = useMemo(
    () => ({ channel: 'telegram', kind: 'group', communityId: communities[0]?.id }),
    [communities],
  )
  const save = async ({ communityId, ...fields }: GroupFields) => {
    try {
      await post('groups', { ...fields, communityId: communityId ?? null })
      form.resetFields()
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  return (
    <Form form={form} layout="inline" initialValues={initial} onFinish={save} className="group-form">
      <Form.Item name="channel" label={say('noticeGroupChannel')}>
        <Select className="notice-select" options={channels.map(value => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="chat" label={say('noticeGroupChat')} rules={[{ required: true }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="title" label={say('noticeGroupTitle')} rules={[{ required: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="communityId" label={say('community')}>
        <Select
          allowClear
          className="notice-select"
          options={communities.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={say('groupKind')}>
        <Select
          options={['group', 'channel'].map(value => ({
            value,
            label: say(`groupKind_${value}` as TextKey),
          }))}
        />
      </Form.Item>
      <Button htmlType="submit" type="primary">
        {say('noticeGroupAdd')}
      </Button>
    </Form>
  )
}
