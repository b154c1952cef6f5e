import type { JudgedTicket, TalkState } from '../../../src/evaluation/target.ts'

let serial = 0

/** Gives a live repair ticket, apart from what is given. */
export function sampleTicket(different: Partial<JudgedTicket> = {}): JudgedTicket {
  serial++
  return {
    number: `T${serial}`,
    kind: 'repair',
    category: 'plumbing',
    priority: 'normal',
    status: 'received',
    location: '3栋1单元104',
    description: '厕所水箱的绳子断了',
    reopened: false,
    ...different,
  }
}

/** Gives the state of a talk in which nothing happened, apart from what is given. */
export function sampleState(different: Partial<TalkState> = {}): TalkState {
  return {
    tickets: [],
    handoff: false,
    emergency: false,
    citations: [],
    refused: false,
    lastScore: { sentiment: 'neutral', emotion: 'neutral', angryAtService: false },
    ...different,
  }
}
