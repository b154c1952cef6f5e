const digit = '(?:[1-5一二三四五]|one|two|three|four|five)'
const unit = '(?:颗?星|分)?'

/** A score that is taken back in the same breath. */
const old: readonly RegExp[] = [
  new RegExp(`不是${digit}${unit}[,，。;；\\s]*(?=(?:而?是|应该|改|给))`, 'g'),
  new RegExp(`从?${digit}${unit}(?:改|换|变|降|升|调)(?:成|为|到)?(?=${digit})`, 'g'),
  new RegExp(
    `(?:原来|本来|刚才|刚刚|之前|上次|先前|开始|昨天)[^,，。;；]{0,6}${digit}(?:颗?星|分)[,，。;；\\s]*`,
    'g',
  ),
  /(?:收回|撤回|撤销|取消|去掉|不给|别算)[^,，。;；]{0,6}(?:五星)?好评/g,
  new RegExp(`\\b(?:not|instead of|rather than) (?:a |an )?${digit}(?: stars?)?\\b[,.;]*`, 'g'),
  new RegExp(`\\bfrom (?:a )?${digit} to (?=(?:a )?${digit})`, 'g'),
]

/** Gives normalised words without the score that they put right: of 「不是5分，是3分」 and 「5分改3分」 the three is left. */
export const withoutOldScore = (said: string): string =>
  old.reduce((rest, pattern) => rest.replace(pattern, ''), said)
