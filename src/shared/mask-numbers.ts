const numeral = '[0-9零〇一二三四五六七八九十百两]'
/** A house by its numbers: 3栋2单元501室, 12-1-302, b座, building 7, flat 501. Words that merely hold a number are left, e.g. 一号线. */
const house = new RegExp(
  [
    `(?:[a-z]?${numeral}+|[a-z])\\s*(?:栋|幢|号楼|座(?!椅|位|机|谈))(?:\\s*[a-z]?${numeral}+\\s*(?:单元|门))?(?:\\s*[-#]?\\s*[0-9]{3,4}(?:室|号|户)?)?`,
    `${numeral}+\\s*单元(?:\\s*[-#]?\\s*[0-9]{3,4}(?:室|号|户)?)?`,
    '[0-9]{1,3}[-#][0-9]{1,4}(?:[-#][0-9]{2,4})?(?:室|号|户)?',
    '[0-9]{3,4}\\s*(?:室|号房|号门|户)',
    '\\b(?:building|block|tower|unit|flat|room|apartment|apt)\\.?\\s*#?[a-z]?[0-9]+[a-z]?\\b',
  ].join('|'),
  'g',
)

/** Gives the normalised text with every house as 某栋 and every other row of digits as 0: which house or which sum tells nothing of what is meant. */
export const maskNumbers = (said: string): string => said.replace(house, '某栋').replace(/[0-9]+/g, '0')
