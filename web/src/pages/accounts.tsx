import {
  App,
  Button,
  Form,
  Input,
  Modal,
  Popconfirm,
  Select,
  Space,
  Switch,
  Table,
  Tag,
  Typography,
} from 'antd'
import { useState } from 'react'
import type { AccountView, InvitedView } from '../../../src/desk/contract.ts'
import { get, part, post, put } from '../api/call.ts'
import { useLoad } from '../api/use-load.ts'
import { ChatCodeButton } from '../parts/chat-code.tsx'
import { describeError, Load } from '../parts/load-state.tsx'
import { describeInstant } from '../parts/time.ts'
import { useSession } from '../session.ts'
import { say } from '../texts/say.ts'
import { nameOf } from '../texts/words.ts'

type Editing = AccountView | 'new' | undefined

/** Who may sign in, as what, and for which communities. */
export function Accounts() {
  const accounts = useLoad<{ items: AccountView[] }>('accounts', () => get('accounts'))
  const [editing, setEditing] = useState<Editing>()
  const [invited, setInvited] = useState<InvitedView>()
  const done = (invitation?: InvitedView) => {
    setEditing(undefined)
    setInvited(invitation)
    accounts.reload()
  }
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('accounts')}</h2>
        <Button type="primary" onClick={() => setEditing('new')}>
          {say('newAccount')}
        </Button>
      </header>
      <Load from={accounts}>
        {({ items }) => <AccountTable items={items} edit={setEditing} invited={done} />}
      </Load>
      {editing && <AccountForm editing={editing} close={done} />}
      <InvitationBox invited={invited} close={() => setInvited(undefined)} />
    </div>
  )
}

interface TableProps {
  items: AccountView[]
  edit: (account: AccountView) => void
  invited: (invitation: InvitedView) => void
}

function AccountTable({ items, edit, invited }: TableProps) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const nameOfCommunity = (id: string) => communities.find(known => known.id === id)?.name ?? id
  const reset = (account: AccountView) =>
    post<InvitedView>(`accounts/${part(account.id)}/reset`).then(invited, error =>
      message.error(describeError(error)),
    )
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={items}
      pagination={{ pageSize: 25, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: say('login'), dataIndex: 'login' },
        { title: say('name'), dataIndex: 'name' },
        { title: say('role'), render: (_value, row) => nameOf(row.role) },
        {
          title: say('communities'),
          render: (_value, row) =>
            row.communities.length === 0 ? say('noLimit') : row.communities.map(nameOfCommunity).join('、'),
        },
        { title: say('status'), render: (_value, row) => <AccountState account={row} /> },
        { title: say('twoFactor'), render: (_value, row) => say(row.hasTotp ? 'on' : 'offState') },
        {
          title: say('actions'),
          render: (_value, row) => (
            <Space>
              <Button size="small" onClick={() => edit(row)}>
                {say('change')}
              </Button>
              <ChatCodeButton staffId={row.id} />
              <Popconfirm
                title={say('resetSure')}
                okText={say('resetPassword')}
                cancelText={say('cancel')}
                onConfirm={() => reset(row)}
              >
                <Button size="small">{say('resetPassword')}</Button>
              </Popconfirm>
            </Space>
          ),
        },
      ]}
    />
  )
}

function AccountState({ account }: { account: AccountView }) {
  if (!account.active) return <Tag>{say('inactive')}</Tag>
  return account.isInvited ? (
    <Tag color="orange">{say('invited')}</Tag>
  ) : (
    <Tag color="green">{say('active')}</Tag>
  )
}

const roles = ['agent', 'technician', 'manager', 'admin', 'observer']

interface Fields {
  login: string
  name: string
  role: string
  communities: string[]
  active: boolean
}

function AccountForm({ editing, close }: { editing: AccountView | 'new'; close: (i?: InvitedView) => void }) {
  const { message } = App.useApp()
  const { communities } = useSession()
  const [form] = Form.useForm<Fields>()
  const isNew = editing === 'new'
  const save = async ({ login, active, ...fields }: Fields) => {
    try {
      if (isNew) return close(await post<InvitedView>('accounts', { login, ...fields }))
      await put(`accounts/${part(editing.id)}`, { ...fields, active })
      close()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Modal
      open
      title={isNew ? say('newAccount') : editing.login}
      okText={say('save')}
      cancelText={say('cancel')}
      onOk={form.submit}
      onCancel={() => close()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={isNew ? { role: 'agent', communities: [] } : editing}
      >
        {isNew && (
          <Form.Item
            name="login"
            label={say('login')}
            extra={say('loginHelp')}
            rules={[{ required: true, pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: say('loginHelp') }]}
          >
            <Input autoCapitalize="none" autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label={say('name')} rules={[{ required: true, message: say('name') }]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={say('role')}>
          <Select options={roles.map(role => ({ value: role, label: nameOf(role) }))} />
        </Form.Item>
        <Form.Item name="communities" label={say('communities')}>
          <Select
            mode="multiple"
            placeholder={say('noLimit')}
            options={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        {!isNew && (
          <Form.Item name="active" label={say('active')} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}

/** The link, once. */
function InvitationBox({ invited, close }: { invited: InvitedView | undefined; close: () => void }) {
  const link = invited ? `${location.origin}/desk#/invite/${invited.token}` : ''
  return (
    <Modal open={invited !== undefined} title={say('invitation')} onCancel={close} footer={null}>
      <p className="gap-below">{say('invitationHelp', { until: describeInstant(invited?.expiresAt) })}</p>
      <Typography.Paragraph copyable={{ text: link }} code>
        {link}
      </Typography.Paragraph>
    </Modal>
  )
}
