/** Homophones of voice input and hurried thumbs that would turn a verdict or hide it. */
const slips: readonly (readonly [RegExp, string])[] = [
  [/[布步部][满瞒慢]意/g, '不满意'],
  [/[勿唔冇][满滿]意/g, '不满意'],
  [/瞒意|满义|慢意(?!见)/g, '满意'],
  [/叁(?=\s*[分星颗])/g, '三'],
  [/[肆泗](?=\s*[分星颗])/g, '四'],
  [/[伍](?=\s*[分星颗])/g, '五'],
  [/一[搬班](?=[,，。.!！~般]|$)/g, '一般'],
]

/** Gives an answer as it was meant to be written. */
export const mendSlips = (text: string): string =>
  slips.reduce((mended, [slip, meant]) => mended.replace(slip, meant), text)
