const digitOf: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const unitOf: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  万: 10_000,
}

/** Characters that numbers are written with in Chinese; for character classes of patterns. */
export const chineseNumerals = Object.keys({ ...digitOf, ...unitOf }).join('')

/**
 * Gives the value of a Chinese number below a hundred million, read by place (一百二十) or digit by digit (一零四);
 * undefined for anything else. Digit by digit loses leading zeros.
 */
export function readChineseNumber(text: string): number | undefined {
  const marks = [...text]
  if (marks.length === 0 || marks.some(mark => !(mark in digitOf) && !(mark in unitOf))) return undefined
  return marks.some(mark => mark in unitOf) ? readByPlace(text) : readDigits(marks)
}

function readDigits(marks: string[]): number {
  return Number(marks.map(mark => digitOf[mark]).join(''))
}

function readByPlace(text: string): number {
  const [left, right] = text.split('万')
  if (right === undefined) return readBelowTenThousand(text)
  return readBelowTenThousand(left || '一') * 10_000 + readBelowTenThousand(right)
}

function readBelowTenThousand(text: string): number {
  let total = 0
  let digit: number | undefined
  let lastUnit = 1
  for (const mark of text) {
    const unit = unitOf[mark]
    if (unit === undefined) {
      digit = digitOf[mark]
      if (digit === 0) lastUnit = 1
    } else {
      total += (digit ?? 1) * unit
      digit = undefined
      lastUnit = unit
    }
  }
  // 一百五 is 150, but 一百零五 is 105.
  return total + (digit ?? 0) * (lastUnit >= 100 ? lastUnit / 10 : 1)
}
