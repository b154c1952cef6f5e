import { Alert, App, Button, Checkbox, Form, InputNumber } from 'antd'
import { get, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say, type TextKey } from '../../texts/say.ts'
import { type FilledRule, PolicyRules, type Rule, toFilled, toRule } from './policy-rules.tsx'

interface Numbers {
  everyDays: number
  remindAfterHours: number
  closeAfterHours: number
  waitDays: number
  asksAspect: boolean
}
type Policy = Numbers & { rules: Rule[] }
type Filled = Numbers & { rules: FilledRule[] }

const limits = {
  everyDays: [0, 90],
  remindAfterHours: [1, 168],
  closeAfterHours: [1, 336],
  waitDays: [1, 30],
} as const

/** Who is asked how it went, and when; who looks after some communities only sees it. */
export function CallbackPolicy() {
  const policy = useLoad<Policy>('callback policy', () => get('settings/callbacks'))
  return <Load from={policy}>{known => <PolicyForm known={known} saved={policy.reload} />}</Load>
}

function PolicyForm({ known, saved }: { known: Policy; saved: () => void }) {
  const { message } = App.useApp()
  const { me } = useSession()
  const mayChange = me.communities.length === 0
  const save = async ({ rules, ...numbers }: Filled) => {
    try {
      await put('settings/callbacks', { ...numbers, rules: rules.map(toRule) })
      void message.success(say('saved'))
      saved()
    } catch (error) {
      void message.error(describeError(error))
    }
  }
  return (
    <Form<Filled>
      layout="vertical"
      requiredMark={false}
      disabled={!mayChange}
      initialValues={{ ...known, rules: known.rules.map(toFilled) }}
      onFinish={save}
      className="policy-form"
    >
      {!mayChange && <Alert className="gap-below" type="info" showIcon title={say('callbackPolicyOfAll')} />}
      <div className="policy-numbers">
        {(Object.keys(limits) as (keyof typeof limits)[]).map(name => (
          <Form.Item key={name} name={name} label={say(name as TextKey)} rules={[{ required: true }]}>
            <InputNumber min={limits[name][0]} max={limits[name][1]} precision={0} />
          </Form.Item>
        ))}
      </div>
      <Form.Item name="asksAspect" valuePropName="checked">
        <Checkbox>{say('asksAspect')}</Checkbox>
      </Form.Item>
      <h3>{say('policyRules')}</h3>
      <p className="quiet gap-below">{say('policyRulesHelp')}</p>
      <PolicyRules />
      {mayChange && (
        <Button type="primary" htmlType="submit">
          {say('save')}
        </Button>
      )}
    </Form>
  )
}
