import { App, Button, Form, Input, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import type { HouseholdView } from '../../../../src/desk/contract.ts'
import { get, post, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

interface TagCount {
  tag: string
  count: number
}

interface Fields {
  tag: string
  communityId: string
  building?: string
  unit?: string
}

/** Tags of households, by which notices choose whom they go to. */
export function HouseholdTags() {
  const tags = useLoad<{ items: TagCount[] }>('household-tags', () => get('household-tags'))
  const [shown, setShown] = useState<string>()
  const [version, setVersion] = useState(0)
  const changed = () => {
    tags.reload()
    setVersion(before => before + 1)
  }
  return (
    <>
      <p className="quiet">{say('householdTagsHelp')}</p>
      <TagForm changed={changed} />
      <Load from={tags} isEmpty={({ items }) => items.length === 0} empty={say('tagNone')}>
        {({ items }) => (
          <Space wrap>
            {items.map(({ tag, count }) => (
              <Button
                key={tag}
                size="small"
                type={tag === shown ? 'primary' : 'default'}
                onClick={() => setShown(tag)}
              >
                {tag} · {say('tagCount', { count })}
              </Button>
            ))}
          </Space>
        )}
      </Load>
      {shown && <Tagged key={`${shown}-${version}`} tag={shown} changed={changed} />}
    </>
  )
}

function TagForm({ changed }: { changed: () => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<Fields>()
  const act = async (action: 'add' | 'remove') => {
    const fields = await form.validateFields().catch(() => undefined)
    if (!fields) return
    const { tag, communityId, building, unit } = fields
    const body = { tag, communityId, action, ...(building ? { building } : {}), ...(unit ? { unit } : {}) }
    try {
      const { changed: count } = await post<{ changed: number }>('household-tags', body)
      void message.success(say('tagChanged', { count }))
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  return (
    <Form form={form} layout="vertical" initialValues={{ communityId: communities[0]?.id }}>
      <Space wrap align="end">
        <Form.Item name="tag" label={say('tagName')} rules={[{ required: true }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="communityId" label={say('community')} rules={[{ required: true }]}>
          <Select
            className="notice-select"
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="building" label={say('tagBuilding')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="unit" label={say('tagUnit')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item>
          <Space>
            <Button type="primary" onClick={() => act('add')}>
              {say('tagGive')}
            </Button>
            <Button onClick={() => act('remove')}>{say('tagTake')}</Button>
          </Space>
        </Form.Item>
      </Space>
    </Form>
  )
}

const mostShown = 500

function Tagged({ tag, changed }: { tag: string; changed: () => void }) {
  const { message } = App.useApp()
  const found = useLoad<{ items: HouseholdView[] }>(`tagged-${tag}`, () =>
    get(`households${query({ tag, limit: mostShown })}`),
  )
  const take = async ({ id, communityId }: HouseholdView) => {
    try {
      await post('household-tags', { tag, communityId, action: 'remove', householdIds: [id] })
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  return (
    <>
      <h4>{say('tagHouseholds', { tag })}</h4>
      <Load from={found}>
        {({ items }) => (
          <Space wrap>
            {items.map(row => (
              <Tag
                key={row.id}
                closable
                onClose={event => {
                  event.preventDefault()
                  void take(row)
                }}
              >
                {row.building}栋{row.unit && `${row.unit}单元`}
                {row.room}
              </Tag>
            ))}
          </Space>
        )}
      </Load>
    </>
  )
}
