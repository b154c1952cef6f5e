import { App, Space, Switch } from 'antd'
import { get, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError } from '../../parts/load-state.tsx'
import { useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'

interface Policy {
  quarterly: { communityId?: string } | null
  remindAfterHours: number
  closeAfterHours: number
}

/** Whether the quarterly survey goes out by itself; who looks after one community sends it there only. */
export function QuarterlySwitch() {
  const { message } = App.useApp()
  const { communities } = useSession()
  const policy = useLoad<Policy>('survey policy', () => get('settings/surveys'))
  const [only] = communities.length === 1 ? communities : []
  const turn = (isOn: boolean) =>
    put('settings/surveys', {
      ...policy.data,
      quarterly: isOn ? (only ? { communityId: only.id } : {}) : null,
    }).then(policy.reload, error => message.error(describeError(error)))
  return (
    <Space>
      <Switch
        aria-label={say('quarterlyByItself')}
        disabled={!policy.data}
        checked={Boolean(policy.data?.quarterly)}
        onChange={isOn => void turn(isOn)}
      />
      {say('quarterlyByItself')}
    </Space>
  )
}
