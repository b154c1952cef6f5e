/** A day that is not as its weekday: `off` though a workday, or `work` though a weekend (调休). ISO date → which. */
export type SpecialDays = Readonly<Record<string, 'off' | 'work'>>

/**
 * Holidays and make-up workdays of mainland China. 2025 and 2026 as the State Council's office announced them;
 * 2027 holds the statutory days only (全国年节及纪念日放假办法): bridges and make-up days are added in the calendar
 * setting (`days`) once they are announced.
 */
export const chinaSpecialDays: SpecialDays = {
  ...off('2025-01-01', 1),
  ...off('2025-01-28', 8),
  ...work('2025-01-26', '2025-02-08'),
  ...off('2025-04-04', 3),
  ...off('2025-05-01', 5),
  ...work('2025-04-27'),
  ...off('2025-05-31', 3),
  ...off('2025-10-01', 8),
  ...work('2025-09-28', '2025-10-11'),

  ...off('2026-01-01', 3),
  ...work('2026-01-04'),
  ...off('2026-02-15', 9),
  ...work('2026-02-14', '2026-02-28'),
  ...off('2026-04-04', 3),
  ...off('2026-05-01', 5),
  ...work('2026-05-09'),
  ...off('2026-06-19', 3),
  ...off('2026-09-25', 3),
  ...off('2026-10-01', 7),
  ...work('2026-09-20', '2026-10-10'),

  ...off('2027-01-01', 1),
  ...off('2027-02-05', 4),
  ...off('2027-04-05', 1),
  ...off('2027-05-01', 2),
  ...off('2027-06-09', 1),
  ...off('2027-09-15', 1),
  ...off('2027-10-01', 3),
}

function off(first: string, days: number): SpecialDays {
  const startMs = Date.parse(`${first}T00:00:00Z`)
  const dates = Array.from({ length: days }, (_, day) => new Date(startMs + day * 86_400_000))
  return Object.fromEntries(dates.map(date => [date.toISOString().slice(0, 10), 'off' as const]))
}

function work(...dates: string[]): SpecialDays {
  return Object.fromEntries(dates.map(date => [date, 'work' as const]))
}
