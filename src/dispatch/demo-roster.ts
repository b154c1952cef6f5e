import type { Transaction } from '../storage/database.ts'
import type { ShiftKind } from './shifts.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const workdays = [1, 2, 3, 4, 5]
const demo = 'demo-linli-garden'

interface DemoMember {
  id: string
  name: string
  role: string
  skills: string[]
  /** Buildings of the demo community; none: all. */
  buildings?: string[]
  duty?: number
  shifts: [weekdays: number[], startsAt: string, endsAt: string, kind: ShiftKind][]
}

/** A small company: by day each trade, at night one of each who is needed then; somebody is on duty at any hour. */
const members: readonly DemoMember[] = [
  { id: 'lin', name: '林岚', role: 'manager', skills: [], shifts: [[workdays, '09:00', '18:00', 'shift']] },
  {
    id: 'he',
    name: '何静',
    role: 'agent',
    skills: ['service'],
    duty: 3,
    shifts: [[workdays, '08:30', '17:30', 'shift']],
  },
  {
    id: 'su',
    name: '苏琪',
    role: 'agent',
    skills: ['service'],
    duty: 4,
    shifts: [[everyDay, '12:00', '21:00', 'shift']],
  },
  {
    id: 'gao',
    name: '高远',
    role: 'agent',
    skills: ['service'],
    duty: 1,
    shifts: [[everyDay, '08:00', '20:00', 'duty']],
  },
  {
    id: 'lu',
    name: '陆川',
    role: 'technician',
    skills: ['engineering'],
    duty: 1,
    shifts: [[everyDay, '20:00', '08:00', 'duty']],
  },
  {
    id: 'zhang',
    name: '张伟',
    role: 'technician',
    skills: ['engineering', 'elevator'],
    buildings: ['1', '2', '3'],
    shifts: [[everyDay, '08:00', '18:00', 'shift']],
  },
  {
    id: 'wu',
    name: '吴刚',
    role: 'technician',
    skills: ['engineering', 'plumbing', 'leak'],
    buildings: ['5', '6', '8'],
    shifts: [[everyDay, '08:00', '18:00', 'shift']],
  },
  {
    id: 'zheng',
    name: '郑峰',
    role: 'technician',
    skills: ['engineering', 'electrical', 'access'],
    shifts: [[everyDay, '12:00', '22:00', 'shift']],
  },
  {
    id: 'chen',
    name: '陈姐',
    role: 'technician',
    skills: ['cleaning'],
    shifts: [[everyDay, '07:00', '16:00', 'shift']],
  },
  {
    id: 'ma',
    name: '马师傅',
    role: 'technician',
    skills: ['cleaning', 'greening', 'pest'],
    shifts: [[[1, 2, 3, 4, 5, 6], '08:00', '17:00', 'shift']],
  },
  {
    id: 'xu',
    name: '徐队',
    role: 'technician',
    skills: ['security'],
    duty: 2,
    shifts: [[everyDay, '08:00', '20:00', 'duty']],
  },
  {
    id: 'qin',
    name: '秦川',
    role: 'technician',
    skills: ['security'],
    duty: 2,
    shifts: [[everyDay, '20:00', '08:00', 'duty']],
  },
]

/** Twelve invented members of staff with weekly shifts, once. They cannot sign in before an administrator sets a password. */
export async function createDemoRoster(tx: Transaction, now: Date): Promise<void> {
  const existing = await tx.staff.findFirst({ where: { id: { startsWith: 'demo-' } } })
  if (existing) return
  await tx.staff.createMany({
    skipDuplicates: true,
    data: members.map(({ id, name, role, skills, buildings = [], duty }) => ({
      id: `demo-${id}`,
      login: `demo-${id}`,
      name,
      role,
      skills,
      buildings: buildings.map(building => `${demo}/${building}`),
      communities: [demo],
      duty: duty ?? null,
      passwordHash: '',
      createdAt: now,
    })),
  })
  await tx.weeklyShift.createMany({
    skipDuplicates: true,
    data: members.flatMap(({ id, shifts }) =>
      shifts.map(([weekdays, startsAt, endsAt, kind], at) => ({
        id: `demo-${id}-${at + 1}`,
        staffId: `demo-${id}`,
        ...{ weekdays, startsAt, endsAt, kind },
      })),
    ),
  })
}
