import { Alert, Button, Card, Form, Input } from 'antd'
import { useState } from 'react'
import type { SessionView } from '../../../src/desk/contract.ts'
import { post, Refused } from '../api/call.ts'
import { describeError } from '../parts/load-state.tsx'
import { say } from '../texts/say.ts'

interface Fields {
  login: string
  password: string
  code?: string
}

function describeRefusal(error: unknown): string {
  if (error instanceof Refused && error.code === 'not-signed-in') return say('wrongPassword')
  if (error instanceof Refused && error.code === 'too-many-requests') return say('tooManyTries')
  if (error instanceof Refused && error.code === 'code-needed') return say('codeHelp')
  return describeError(error)
}

export function SignIn(props: { signedIn: (session: SessionView) => void; changeLanguage: () => void }) {
  const [problem, setProblem] = useState<string>()
  const [needsCode, setNeedsCode] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const enter = async (given: Fields) => {
    setBusy(true)
    try {
      props.signedIn(await post<SessionView>('session', given))
    } catch (error) {
      if (error instanceof Refused && error.code === 'code-needed') setNeedsCode(true)
      setProblem(describeRefusal(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Outside changeLanguage={props.changeLanguage} heading={say('signIn')}>
      {problem && (
        <Alert type={needsCode ? 'info' : 'error'} showIcon title={problem} className="gap-below" />
      )}
      <Form<Fields> layout="vertical" onFinish={enter} requiredMark={false}>
        <Form.Item name="login" label={say('login')} rules={[{ required: true, message: say('login') }]}>
          <Input autoComplete="username" autoCapitalize="none" autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item
          name="password"
          label={say('password')}
          rules={[{ required: true, message: say('password') }]}
        >
          <Input.Password autoComplete="current-password" maxLength={200} />
        </Form.Item>
        {needsCode && (
          <Form.Item name="code" label={say('code')} rules={[{ required: true, message: say('code') }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" autoFocus maxLength={8} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={isBusy} autoInsertSpace={false}>
          {say('enter')}
        </Button>
      </Form>
    </Outside>
  )
}

/** The card of pages before the sign-in. */
export function Outside(props: { heading: string; changeLanguage: () => void; children: React.ReactNode }) {
  return (
    <main className="outside">
      <Card className="outside-card">
        <h1>{say('brand')}</h1>
        <p className="quiet">{props.heading}</p>
        {props.children}
        <Button type="link" onClick={props.changeLanguage} className="gap-above">
          {say('otherLanguage')}
        </Button>
      </Card>
    </main>
  )
}
