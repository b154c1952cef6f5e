const han = '一二三四五六日天'
const english = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
// 每周一次 is once a week, not each Monday.
const day = `(?:周|星期|礼拜)([${han}])(?!次|个|回|趟|场|天)`
const englishDay = `\\b(${english.join('|')})s?\\b`
const to = '\\s*(?:至|到|-|–|—|~|～|to|through|and)\\s*'
const anyDay = `(?:${day}|${englishDay})`
const rangePattern = new RegExp(`${anyDay}${to}(?:${anyDay}|([${han}](?![${han}]))(?!次|个|天))`, 'gi')
const dayPattern = new RegExp(anyDay, 'gi')

/** Gives the days of the week that a text speaks of, 1 for Monday to 7; ranges, weekends, weekdays and "daily" are spelt out. */
export function readWeekdays(text: string): Set<number> {
  const days = new Set<number>()
  for (const match of text.matchAll(dayPattern)) days.add(numberOf(match.slice(1)))
  for (const match of text.matchAll(rangePattern))
    addRange(days, numberOf(match.slice(1, 3)), numberOf(match.slice(3)))
  if (/周末|双休|weekends?\b/i.test(text)) addRange(days, 6, 7)
  if (/(?<!\d\s?个?)(?:工作日|平日)|\bweekdays?\b/i.test(text)) addRange(days, 1, 5)
  if (/每天|每日|全天|全年|天天|\bdaily\b|every day/i.test(text)) addRange(days, 1, 7)
  return days
}

/** Gives the text without the names of weekdays, whose numerals count nothing. */
export function dropWeekdays(text: string): string {
  return text.replace(rangePattern, ' ').replace(dayPattern, ' ')
}

function numberOf(groups: (string | undefined)[]): number {
  const name = groups.find(group => group !== undefined)?.toLowerCase() ?? ''
  return english.includes(name) ? english.indexOf(name) + 1 : Math.min(han.indexOf(name) + 1, 7)
}

function addRange(days: Set<number>, from: number, to: number): void {
  for (let one = from; one <= to; one += 1) days.add(one)
}
