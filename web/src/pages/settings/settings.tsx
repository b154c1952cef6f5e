import { App, Card, Radio, Tabs } from 'antd'
import type { CommunityView } from '../../../../src/desk/contract.ts'
import { get, part, put } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { describeError, Load } from '../../parts/load-state.tsx'
import { say, type TextKey } from '../../texts/say.ts'
import { CannedSettings } from './canned-settings.tsx'
import { HandoverSettings } from './handover-settings.tsx'
import { HouseholdTags } from './household-tags.tsx'

/** What the bot does in each community, and the replies staff share. */
export function Settings() {
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('settings')}</h2>
      </header>
      <Tabs
        items={[
          { key: 'bot', label: say('botModes'), children: <BotModes /> },
          { key: 'handover', label: say('handoverSettings'), children: <HandoverSettings /> },
          { key: 'tags', label: say('householdTags'), children: <HouseholdTags /> },
          { key: 'canned', label: say('cannedReplies'), children: <CannedSettings /> },
        ]}
      />
    </div>
  )
}

function BotModes() {
  const communities = useLoad<{ items: CommunityView[] }>('communities', () => get('communities'))
  return (
    <Load from={communities} isEmpty={({ items }) => items.length === 0} empty={say('noCommunities')}>
      {({ items }) => (
        <div className="cards">
          {items.map(community => (
            <BotMode key={community.id} community={community} changed={communities.reload} />
          ))}
        </div>
      )}
    </Load>
  )
}

const modes = ['auto', 'assisted', 'shadow', 'off'] as const

function BotMode({ community, changed }: { community: CommunityView; changed: () => void }) {
  const { message } = App.useApp()
  const change = async (botMode: string) => {
    try {
      await put(`communities/${part(community.id)}/settings`, { botMode })
      void message.success(say('saved'))
    } catch (error) {
      void message.error(describeError(error))
    }
    changed()
  }
  return (
    <Card title={community.name}>
      <Radio.Group
        value={community.botMode}
        onChange={event => change(event.target.value)}
        className="modes"
        options={modes.map(mode => ({
          value: mode,
          label: (
            <>
              <strong>{say(`mode_${mode}` as TextKey)}</strong>
              <div className="quiet">{say(`mode_${mode}_help` as TextKey)}</div>
            </>
          ),
        }))}
      />
    </Card>
  )
}
