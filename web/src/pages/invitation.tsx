import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { post } from '../api/call.ts'
import { describeError } from '../parts/load-state.tsx'
import { say } from '../texts/say.ts'
import { Outside } from './sign-in.tsx'

interface Fields {
  password: string
  again: string
}

/** The holder of a link sets their password. */
export function Invitation(props: { token: string; done: () => void; changeLanguage: () => void }) {
  const [problem, setProblem] = useState<string>()
  const [login, setLogin] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const accept = async ({ password }: Fields) => {
    setBusy(true)
    setProblem(undefined)
    try {
      setLogin((await post<{ login: string }>('invitations', { token: props.token, password })).login)
    } catch (error) {
      setProblem(describeError(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Outside heading={say('setPassword')} changeLanguage={props.changeLanguage}>
      {problem && <Alert type="error" showIcon title={problem} className="gap-below" />}
      {login ? (
        <>
          <Alert type="success" showIcon title={say('passwordSet', { login })} className="gap-below" />
          <Button type="primary" block onClick={props.done}>
            {say('enter')}
          </Button>
        </>
      ) : (
        <PasswordForm accept={accept} isBusy={isBusy} />
      )}
    </Outside>
  )
}

function PasswordForm({ accept, isBusy }: { accept: (given: Fields) => void; isBusy: boolean }) {
  return (
    <Form<Fields> layout="vertical" onFinish={accept} requiredMark={false}>
      <Form.Item
        name="password"
        label={say('newPassword')}
        rules={[{ required: true, min: 10, message: say('passwordShort') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item
        name="again"
        label={say('repeatPassword')}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(say('passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={isBusy}>
        {say('setPassword')}
      </Button>
    </Form>
  )
}
