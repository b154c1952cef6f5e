import { Tabs } from 'antd'
import { useState } from 'react'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { Documents } from './documents.tsx'
import { Gaps } from './gaps.tsx'
import { Reviews } from './reviews.tsx'
import { TrySearch } from './try-search.tsx'

/** What answers rest on, what they cannot answer, and what is due to be read again. */
export function Knowledge() {
  const { me } = useSession()
  const [tab, setTab] = useState('documents')
  const canWrite = may.lead(me)
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('knowledge')}</h2>
      </header>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'documents', label: say('documents'), children: <Documents canWrite={canWrite} /> },
          { key: 'gaps', label: say('gaps'), children: <Gaps canWrite={canWrite} /> },
          { key: 'reviews', label: say('reviews'), children: <Reviews /> },
          { key: 'search', label: say('trySearch'), children: <TrySearch /> },
        ]}
      />
    </div>
  )
}
