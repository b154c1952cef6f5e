import type { FindNextStaff } from './handover-timers.ts'

/** Without a roster: the agents in their order, then managers, then administrators; never the same person twice running. */
export const findNextStaff: FindNextStaff = async (work, { level, notStaffId }) => {
  const rows = await work.tx.staff.findMany({
    where: { role: { in: ['agent', 'manager', 'admin'] } },
    orderBy: [{ duty: { sort: 'asc', nulls: 'last' } }, { createdAt: 'asc' }],
    select: { id: true, name: true, role: true },
  })
  const of = (role: string) => rows.filter(row => row.role === role)
  const leads = [...of('manager'), ...of('admin')]
  const asked = level === 1 ? [...of('agent'), ...leads] : [...leads, ...of('agent')]
  return asked.find(row => row.id !== notStaffId) ?? asked[0]
}
