import { Button, Dropdown } from 'antd'
import type { CannedReplyView, ConversationView } from '../../../../src/desk/contract.ts'
import { get, serviceNowMs } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { useSession } from '../../session.ts'
import { currentLanguage, say } from '../../texts/say.ts'

interface Props {
  item: ConversationView
  insert: (text: string) => void
}

/** Replies that are sent often, with what is known filled in; what is not known stays to be seen. */
export function CannedReplies({ item, insert }: Props) {
  const { me } = useSession()
  const replies = useLoad<{ items: CannedReplyView[] }>('canned', () => get('canned-replies'))
  const tickets = useLoad<{ items: { number: string }[] }>(item.id, () =>
    get(`tickets?limit=1&conversation=${encodeURIComponent(item.id)}`),
  )
  const shown = (replies.data?.items ?? []).filter(
    reply => reply.communityId === null || reply.communityId === item.communityId,
  )
  const fill = (text: string) => {
    const clock = { hour: '2-digit', minute: '2-digit', hour12: false } as const
    const known: Record<string, string | null | undefined> = {
      name: item.name || say('visitor'),
      household: item.household,
      ticket: tickets.data?.items[0]?.number,
      staff: me.name,
      time: new Date(serviceNowMs()).toLocaleTimeString(currentLanguage(), clock),
    }
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole)
  }
  const menu = {
    items:
      shown.length > 0
        ? shown.map(reply => ({ key: reply.id, label: reply.title, title: reply.text }))
        : [{ key: 'none', label: say('noCanned'), disabled: true }],
    onClick: ({ key }: { key: string }) => {
      const reply = shown.find(known => known.id === key)
      if (reply) insert(fill(reply.text))
    },
  }
  return (
    <Dropdown menu={menu} trigger={['click']}>
      <Button size="small">{say('canned')}</Button>
    </Dropdown>
  )
}
