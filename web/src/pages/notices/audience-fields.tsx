import { Checkbox, Form, Input, Select, Space } from 'antd'
import type { GroupChatView } from '../../../../src/desk/contract.ts'
import { get } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { channels, type Fields } from './draft-fields.ts'

/** To whom a notice goes: community, buildings, units, tags, groups, one channel; and how long it holds. */
export function AudienceFields({ form }: { form: ReturnType<typeof Form.useForm<Fields>>[0] }) {
  const { communities } = useSession()
  const households = Form.useWatch('households', form) ?? 'all'
  return (
    <fieldset className="notice-audience">
      <legend>{say('audience')}</legend>
      <Space wrap align="start">
        <Form.Item name="communityId" label={say('community')}>
          <Select
            allowClear
            placeholder={say('allCommunities')}
            className="notice-select"
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item name="households" label={say('households')}>
          <Select
            className="notice-select"
            options={[
              { value: 'all', label: say('allHouseholds') },
              { value: 'chosen', label: say('onlyTo') },
              { value: 'none', label: say('noHouseholds') },
            ]}
          />
        </Form.Item>
        {households === 'chosen' && <Chosen />}
        <Groups form={form} />
        <Form.Item name="channel" label={say('onlyChannel')}>
          <Select
            allowClear
            className="notice-select"
            placeholder={say('anyChannel')}
            options={channels.map(value => ({ value, label: value }))}
          />
        </Form.Item>
      </Space>
      <Space wrap align="start">
        <Form.Item name="holdsUntil" label={say('holdsUntil')}>
          <Input type="datetime-local" />
        </Form.Item>
        <Form.Item name="expiresAt" label={say('expiresAt')}>
          <Input type="datetime-local" />
        </Form.Item>
      </Space>
      <Form.Item name="asksReceipt" valuePropName="checked" noStyle>
        <Checkbox>{say('asksReceipt')}</Checkbox>
      </Form.Item>
      <Form.Item name="urgent" valuePropName="checked">
        <Checkbox>{say('urgentNotice')}</Checkbox>
      </Form.Item>
    </fieldset>
  )
}

function Chosen() {
  const tags = useLoad<{ items: { tag: string; count: number }[] }>('household-tags', () =>
    get('household-tags'),
  )
  const known = (tags.data?.items ?? []).map(({ tag, count }) => ({
    value: tag,
    label: `${tag} · ${say('tagCount', { count })}`,
  }))
  return (
    <>
      <Form.Item name="buildings" label={say('buildingList')}>
        <Select mode="tags" className="notice-select" open={false} />
      </Form.Item>
      <Form.Item name="units" label={say('unitList')}>
        <Select mode="tags" className="notice-select" open={false} />
      </Form.Item>
      <Form.Item name="tags" label={say('tagList')}>
        <Select mode="tags" className="notice-select" options={known} />
      </Form.Item>
    </>
  )
}

function Groups({ form }: { form: ReturnType<typeof Form.useForm<Fields>>[0] }) {
  const chosen = Form.useWatch('groups', form)
  const groups = useLoad<{ items: GroupChatView[] }>('groups', () => get('groups'))
  return (
    <>
      <Form.Item name="groups" label={say('groupChats')}>
        <Select
          className="notice-select"
          options={[
            { value: 'all', label: say('allGroups') },
            { value: 'chosen', label: say('chosenGroups') },
            { value: 'none', label: say('noGroups') },
          ]}
        />
      </Form.Item>
      {chosen === 'chosen' && (
        <Form.Item name="groupIds" label={say('chosenGroups')}>
          <Select
            mode="multiple"
            className="notice-select"
            options={(groups.data?.items ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          />
        </Form.Item>
      )}
    </>
  )
}
