import {
  AlertOutlined,
  AuditOutlined,
  BellOutlined,
  BookOutlined,
  CalendarOutlined,
  CommentOutlined,
  GiftOutlined,
  MoreOutlined,
  NotificationOutlined,
  SettingOutlined,
  SmileOutlined,
  TeamOutlined,
  ToolOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Alert, Button, Dropdown, Result, Skeleton, Tooltip } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { followLive } from '../api/live.ts'
import { Inbox } from '../pages/inbox/inbox.tsx'
import { goTo, useRoute } from '../route.ts'
import { type Me, may, useSession } from '../session.ts'
import { say, type TextKey } from '../texts/say.ts'
import { nameOf } from '../texts/words.ts'

const pages = {
  tickets: lazy(async () => ({ default: (await import('../pages/tickets/tickets.tsx')).Tickets })),
  alerts: lazy(async () => ({ default: (await import('../pages/alerts/alerts.tsx')).Alerts })),
  notices: lazy(async () => ({ default: (await import('../pages/notices/notices.tsx')).Notices })),
  activities: lazy(async () => ({
    default: (await import('../pages/activities/activities.tsx')).Activities,
  })),
  roster: lazy(async () => ({ default: (await import('../pages/roster.tsx')).Roster })),
  todo: lazy(async () => ({ default: (await import('../pages/reminders.tsx')).Reminders })),
  knowledge: lazy(async () => ({ default: (await import('../pages/knowledge/knowledge.tsx')).Knowledge })),
  satisfaction: lazy(async () => ({
    default: (await import('../pages/satisfaction/satisfaction.tsx')).Satisfaction,
  })),
  settings: lazy(async () => ({ default: (await import('../pages/settings/settings.tsx')).Settings })),
  accounts: lazy(async () => ({ default: (await import('../pages/accounts.tsx')).Accounts })),
  audit: lazy(async () => ({ default: (await import('../pages/audit.tsx')).Audit })),
  me: lazy(async () => ({ default: (await import('../pages/own-account.tsx')).OwnAccount })),
}

interface Place {
  key: 'inbox' | keyof typeof pages
  icon: ReactNode
  isFor: (me: Me) => boolean
}

const places: Place[] = [
  { key: 'inbox', icon: <CommentOutlined />, isFor: may.seeInbox },
  { key: 'tickets', icon: <ToolOutlined />, isFor: () => true },
  { key: 'alerts', icon: <AlertOutlined />, isFor: () => true },
  { key: 'notices', icon: <NotificationOutlined />, isFor: may.readTalks },
  { key: 'activities', icon: <GiftOutlined />, isFor: may.readTalks },
  { key: 'roster', icon: <CalendarOutlined />, isFor: may.work },
  { key: 'todo', icon: <BellOutlined />, isFor: may.work },
  { key: 'knowledge', icon: <BookOutlined />, isFor: () => true },
  { key: 'satisfaction', icon: <SmileOutlined />, isFor: may.seeInbox },
  { key: 'settings', icon: <SettingOutlined />, isFor: may.lead },
  { key: 'accounts', icon: <TeamOutlined />, isFor: may.administer },
  { key: 'audit', icon: <AuditOutlined />, isFor: may.administer },
]
/** On a phone these stand in the bar, the rest behind "more". */
const barPlaces = 4

export function Frame({ changeLanguage }: { changeLanguage: () => void }) {
  const { me } = useSession()
  const route = useRoute()
  const open = places.filter(place => place.isFor(me))
  const here = route[0] ?? open[0]?.key ?? 'tickets'
  const isTalk = here === 'inbox' && route[1] !== undefined
  return (
    <div className={isTalk ? 'frame in-talk' : 'frame'}>
      <Rail places={open} here={here} changeLanguage={changeLanguage} />
      <div className="page">
        <ConnectionLine />
        <Page here={here} isOpen={here === 'me' || open.some(place => place.key === here)} />
      </div>
    </div>
  )
}

function Page({ here, isOpen }: { here: string; isOpen: boolean }) {
  const back = (
    <Button type="primary" onClick={() => goTo()}>
      {say('toInbox')}
    </Button>
  )
  const Lazy = pages[here as keyof typeof pages]
  if (!(Lazy || here === 'inbox')) return <Result status="404" title={say('notFound')} extra={back} />
  if (!isOpen) return <Result status="403" title={say('notAllowed')} extra={back} />
  if (!Lazy) return <Inbox />
  return (
    <Suspense fallback={<Skeleton active className="first-load" />}>
      <Lazy />
    </Suspense>
  )
}

interface RailProps {
  places: Place[]
  here: string
  changeLanguage: () => void
}

/** Left on a desktop, below on a phone; the style sheet moves it. */
function Rail({ places, here, changeLanguage }: RailProps) {
  const { me, signOut } = useSession()
  const menu = {
    items: [
      ...places.slice(barPlaces).map(place => ({
        key: place.key,
        icon: place.icon,
        label: say(place.key),
        className: 'only-phone',
      })),
      { key: 'me', icon: <UserOutlined />, label: say('me') },
      { key: 'language', label: say('otherLanguage') },
      { key: 'sign-out', label: say('signOut'), danger: true },
    ],
    onClick: ({ key }: { key: string }) => {
      if (key === 'language') changeLanguage()
      else if (key === 'sign-out') signOut()
      else goTo(key)
    },
  }
  return (
    <nav className="rail" aria-label={say('brand')}>
      <strong className="brand">{say('brand')}</strong>
      {places.map((place, at) => (
        <RailLink key={place.key} place={place} isHere={place.key === here} isInBar={at < barPlaces} />
      ))}
      <span className="spread" />
      <Dropdown menu={menu} trigger={['click']} placement="topRight">
        <Button type="text" className="rail-link" aria-label={say('more')}>
          <MoreOutlined />
          <span className="rail-name">{me.name}</span>
          <small className="rail-role">{nameOf(me.role)}</small>
        </Button>
      </Dropdown>
    </nav>
  )
}

function RailLink({ place, isHere, isInBar }: { place: Place; isHere: boolean; isInBar: boolean }) {
  const name = say(place.key as TextKey)
  return (
    <Tooltip title={name} placement="right" mouseEnterDelay={0.6}>
      <a
        href={`#/${place.key}`}
        className={`rail-link${isHere ? ' here' : ''}${isInBar ? '' : ' only-desktop'}`}
        aria-current={isHere ? 'page' : undefined}
      >
        {place.icon}
        <span className="rail-name">{name}</span>
      </a>
    </Tooltip>
  )
}

/** Says so while live changes do not arrive. */
function ConnectionLine() {
  const [isLost, setLost] = useState(false)
  useEffect(() => followLive(event => event.kind === 'state' && setLost(!event.isConnected)), [])
  return isLost ? <Alert type="warning" banner title={say('connectionLost')} /> : null
}
