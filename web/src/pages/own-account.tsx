import { App, Button, Card, Descriptions, Form, Input, Space, Typography } from 'antd'
import { useState } from 'react'
import type { SessionView } from '../../../src/desk/contract.ts'
import { post, put, remove } from '../api/call.ts'
import { ChatCodeButton } from '../parts/chat-code.tsx'
import { describeError } from '../parts/load-state.tsx'
import { useSession } from '../session.ts'
import { say } from '../texts/say.ts'
import { nameOf } from '../texts/words.ts'

/** Password and second factor of whoever is signed in. */
export function OwnAccount() {
  const { me, signOut } = useSession()
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('me')}</h2>
        <Button danger onClick={signOut}>
          {say('signOut')}
        </Button>
      </header>
      <div className="cards">
        <Card title={me.name}>
          <Descriptions
            column={1}
            items={[
              { key: 'login', label: say('login'), children: me.login },
              { key: 'role', label: say('role'), children: nameOf(me.role) },
              { key: 'totp', label: say('twoFactor'), children: say(me.hasTotp ? 'on' : 'offState') },
            ]}
          />
        </Card>
        <Card title={say('changePassword')}>
          <PasswordForm />
        </Card>
        {me.role !== 'observer' && (
          <Card title={say('chatAccount')}>
            <p className="gap-below">{say('chatAccountHelp')}</p>
            <ChatCodeButton staffId={me.id} />
          </Card>
        )}
        <Card title={say('twoFactor')}>{me.hasTotp ? <EndTotp /> : <BeginTotp />}</Card>
      </div>
    </div>
  )
}

const present = () => (
  <Form.Item
    name="current"
    label={say('currentPassword')}
    rules={[{ required: true, message: say('currentPassword') }]}
  >
    <Input.Password autoComplete="current-password" maxLength={200} />
  </Form.Item>
)

/** Runs an attempt, says how it went, and reads the account again. */
function useAttempt() {
  const { message } = App.useApp()
  const { refresh } = useSession()
  return async (attempt: () => Promise<unknown>) => {
    try {
      await attempt()
      void message.success(say('saved'))
      refresh()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
}

function PasswordForm() {
  const attempt = useAttempt()
  const [form] = Form.useForm<{ current: string; password: string }>()
  const save = (given: { current: string; password: string }) =>
    attempt(async () => {
      await put<SessionView>('account/password', given)
      form.resetFields()
    })
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={save}>
      {present()}
      <Form.Item
        name="password"
        label={say('newPassword')}
        rules={[{ required: true, min: 10, message: say('passwordShort') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" type="primary">
        {say('save')}
      </Button>
    </Form>
  )
}

function BeginTotp() {
  const attempt = useAttempt()
  const [begun, setBegun] = useState<{ secret: string; uri: string }>()
  const begin = () => attempt(async () => setBegun(await post('account/totp')))
  if (!begun) return <Button onClick={begin}>{say('enableTotp')}</Button>
  const confirm = ({ current, code }: { current: string; code: string }) =>
    attempt(() => put('account/totp', { secret: begun.secret, code, password: current }))
  return (
    <Form layout="vertical" requiredMark={false} onFinish={confirm}>
      <Space orientation="vertical">
        <p>{say('totpHelp')}</p>
        <Typography.Text copyable code>
          {begun.secret}
        </Typography.Text>
      </Space>
      <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('code') }]}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={8} />
      </Form.Item>
      {present()}
      <Button htmlType="submit" type="primary">
        {say('enableTotp')}
      </Button>
    </Form>
  )
}

function EndTotp() {
  const attempt = useAttempt()
  const end = ({ current }: { current: string }) =>
    attempt(() => remove('account/totp', { password: current }))
  return (
    <Form layout="vertical" requiredMark={false} onFinish={end}>
      {present()}
      <Button htmlType="submit" danger>
        {say('disableTotp')}
      </Button>
    </Form>
  )
}
