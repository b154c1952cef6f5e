import { Table, Tag } from 'antd'
import { get } from '../api/call.ts'
import { useLoad } from '../api/use-load.ts'
import { Load } from '../parts/load-state.tsx'
import { say } from '../texts/say.ts'

export function Roster() {
  return <div className="page-body">{say('notReady')}</div>
}
