import { createContext, useContext } from 'react'
import type { CommunityView, SessionView } from '../../src/desk/contract.ts'

export type Me = SessionView['staff']

export interface Session {
  me: Me
  communities: CommunityView[]
  /** The account changed: read it again. */
  refresh(): void
  signOut(): void
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** Who is signed in; only pages behind the sign-in ask. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('This page stands outside the sign-in.')
  return session
}

const leaders = ['manager', 'admin']
const talkers = [...leaders, 'agent']

/** What a role sees in the desk; the service decides again on every request. */
export const may = {
  readTalks: (me: Me) => talkers.includes(me.role),
  seeInbox: (me: Me) => me.role !== 'technician',
  dispatch: (me: Me) => talkers.includes(me.role),
  work: (me: Me) => me.role !== 'observer',
  lead: (me: Me) => leaders.includes(me.role),
  administer: (me: Me) => me.role === 'admin',
}
