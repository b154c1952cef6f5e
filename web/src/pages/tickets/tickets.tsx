import { PlusOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import type { TicketView } from '../../../../src/desk/contract.ts'
import { get, query } from '../../api/call.ts'
import { useLoad } from '../../api/use-load.ts'
import { Load } from '../../parts/load-state.tsx'
import { goTo, useRoute } from '../../route.ts'
import { may, useSession } from '../../session.ts'
import { say } from '../../texts/say.ts'
import { nameOf } from '../../texts/words.ts'
import { Board } from './board.tsx'
import { NewTicket } from './new-ticket.tsx'
import { categories } from './stages.ts'
import { TicketDrawer } from './ticket-drawer.tsx'
import { TicketTable } from './ticket-table.tsx'

type View = 'board' | 'list'
const pageSize = 200

/** Tickets by stage with their clocks; one opens beside them. */
export function Tickets() {
  const { me } = useSession()
  const openNumber = useRoute()[1]
  const [view, setView] = useState<View>('board')
  const [category, setCategory] = useState('')
  const [isNew, setNew] = useState(false)
  const tickets = useLoad<{ items: TicketView[] }>(
    `tickets ${category}`,
    () => get(`tickets${query({ limit: pageSize, category })}`),
    event => event.kind === 'ticket',
  )
  const listed = tickets.data?.items.find(ticket => ticket.number === openNumber)
  return (
    <div className="page-body">
      <header className="page-head">
        <h2>{say('tickets')}</h2>
        <CategorySelect value={category} choose={setCategory} />
        <Segmented<View>
          value={view}
          onChange={setView}
          options={[
            { value: 'board', label: say('board') },
            { value: 'list', label: say('list') },
          ]}
        />
        {may.dispatch(me) && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
            {say('newTicket')}
          </Button>
        )}
      </header>
      <Load from={tickets} isEmpty={({ items }) => items.length === 0} empty={say('noTickets')}>
        {({ items }) => (view === 'board' ? <Board tickets={items} /> : <TicketTable tickets={items} />)}
      </Load>
      <TicketDrawer
        number={openNumber}
        known={listed}
        changed={tickets.reload}
        close={() => goTo('tickets')}
      />
      <NewTicket
        isOpen={isNew}
        close={number => {
          setNew(false)
          if (number) goTo('tickets', number)
          tickets.reload()
        }}
      />
    </div>
  )
}

function CategorySelect({ value, choose }: { value: string; choose: (category: string) => void }) {
  return (
    <Select
      className="category"
      value={value}
      aria-label={say('category')}
      onChange={choose}
      options={[
        { value: '', label: `${say('category')}：${say('all')}` },
        ...categories.map(category => ({ value: category, label: nameOf(category) })),
      ]}
    />
  )
}
