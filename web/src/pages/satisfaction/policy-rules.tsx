import { Button, Form, Input, InputNumber, Select } from 'antd'
import { say, type TextKey } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { categories } from '../tickets/stages.ts'

export interface Rule {
  kind?: string
  category?: string
  ask?: string
  when?: { afterMinutes: number } | { nextMorningAt: string }
}

/** A rule as the form holds it. */
export interface FilledRule {
  kind?: string
  category?: string
  ask?: string
  timing?: 'after' | 'morning'
  minutes?: number
  morning?: string
}

export function toFilled({ when, ...rule }: Rule): FilledRule {
  if (!when) return rule
  return 'afterMinutes' in when
    ? { ...rule, timing: 'after', minutes: when.afterMinutes }
    : { ...rule, timing: 'morning', morning: when.nextMorningAt }
}

export function toRule({ kind, category, ask, timing, minutes, morning }: FilledRule): Rule {
  return {
    ...(kind ? { kind } : {}),
    ...(category ? { category } : {}),
    ...(ask ? { ask } : {}),
    ...(timing === 'after' ? { when: { afterMinutes: minutes ?? 0 } } : {}),
    ...(timing === 'morning' ? { when: { nextMorningAt: morning ?? '' } } : {}),
  }
}

const kinds = ['repair', 'complaint', 'suggestion', 'request', 'talk', 'activity'] as const
const asks = ['always', 'if-unrated', 'never'] as const
const timings = ['after', 'morning'] as const
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/

const nameOfKind = (kind: string) =>
  kind === 'talk' || kind === 'activity' ? say(kind === 'talk' ? 'aboutTalk' : 'aboutActivity') : nameOf(kind)

/** The rules of the policy; what a rule leaves empty is as the service standard has it. */
export function PolicyRules() {
  return (
    <Form.List name="rules">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="policy-rule">
              <Choice name={[name, 'kind']} label="policyKind" options={kinds} nameOf={nameOfKind} />
              <Choice name={[name, 'category']} label="by_category" options={categories} nameOf={nameOf} />
              <Choice
                name={[name, 'ask']}
                label="policyAsk"
                options={asks}
                nameOf={value => say(`ask_${value}` as TextKey)}
              />
              <Choice
                name={[name, 'timing']}
                label="policyWhen"
                options={timings}
                nameOf={value => say(`when_${value}` as TextKey)}
              />
              <Timing name={name} />
              <Button type="text" aria-label={say('remove')} onClick={() => remove(name)}>
                ×
              </Button>
            </div>
          ))}
          <p className="gap-below">
            <Button onClick={() => add({ ask: 'never' })}>{say('addRule')}</Button>
          </p>
        </>
      )}
    </Form.List>
  )
}

function Choice(props: {
  name: (string | number)[]
  label: TextKey
  options: readonly string[]
  nameOf: (value: string) => string
}) {
  const { name, label, options, nameOf: write } = props
  return (
    <Form.Item name={name} label={say(label)}>
      <Select
        allowClear
        placeholder={say('policyAny')}
        options={options.map(value => ({ value, label: write(value) }))}
      />
    </Form.Item>
  )
}

/** After how many minutes, or at what time of the next morning. */
function Timing({ name }: { name: number }) {
  const timing = Form.useWatch(['rules', name, 'timing']) as FilledRule['timing']
  if (timing === 'after') {
    return (
      <Form.Item name={[name, 'minutes']} label={say('minutesLater')} rules={[{ required: true }]}>
        <InputNumber min={0} max={20_160} precision={0} />
      </Form.Item>
    )
  }
  if (timing !== 'morning') return null
  return (
    <Form.Item
      name={[name, 'morning']}
      label={say('timeOfDay')}
      rules={[{ required: true, pattern: clockTime, message: say('clockTime') }]}
    >
      <Input maxLength={5} placeholder="09:30" inputMode="numeric" />
    </Form.Item>
  )
}
