import { Skeleton } from 'antd'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { CommunityView, SessionView } from '../../src/desk/contract.ts'
import { get, keepToken, Refused, remove, whenSignedOut } from './api/call.ts'
import { startLive, stopLive } from './api/live.ts'
import { Invitation } from './pages/invitation.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { Frame } from './parts/frame.tsx'
import { ErrorLine } from './parts/load-state.tsx'
import { goTo, useRoute } from './route.ts'
import { type Session, SessionContext } from './session.ts'

interface Shown {
  session: SessionView
  communities: CommunityView[]
}

async function readSession(given?: SessionView): Promise<Shown> {
  const session = given ?? (await get<SessionView>('session'))
  keepToken(session.csrf)
  const { items } = await get<{ items: CommunityView[] }>('communities')
  return { session, communities: items }
}

/** Decides between the sign-in, the link of an invitation, and the desk itself. */
export function Desk({ changeLanguage }: { changeLanguage: () => void }) {
  const route = useRoute()
  const [shown, setShown] = useState<Shown | null>()
  const [error, setError] = useState<unknown>()
  const read = useCallback((given?: SessionView) => {
    setError(undefined)
    readSession(given).then(setShown, (problem: unknown) => {
      if (problem instanceof Refused && problem.status === 401) setShown(null)
      else setError(problem)
    })
  }, [])
  useEffect(() => read(), [read])
  useEffect(() => whenSignedOut(() => setShown(null)), [])
  const role = shown?.session.staff.role
  useEffect(() => {
    if (role === undefined || role === 'observer') return undefined
    startLive()
    return stopLive
  }, [role])
  const session = useMemo<Session | undefined>(
    () =>
      shown
        ? {
            me: shown.session.staff,
            communities: shown.communities,
            refresh: read,
            signOut: () => {
              const leave = () => setShown(null)
              remove('session').then(leave, leave)
            },
          }
        : undefined,
    [shown, read],
  )
  if (route[0] === 'invite' && route[1]) {
    return <Invitation token={route[1]} done={() => goTo()} changeLanguage={changeLanguage} />
  }
  if (error) return <ErrorLine error={error} retry={() => read()} />
  if (shown === undefined) return <Skeleton active className="first-load" />
  if (!session) return <SignIn signedIn={read} changeLanguage={changeLanguage} />
  return (
    <SessionContext.Provider value={session}>
      <Suspense fallback={<Skeleton active className="first-load" />}>
        <Frame changeLanguage={changeLanguage} />
      </Suspense>
    </SessionContext.Provider>
  )
}
