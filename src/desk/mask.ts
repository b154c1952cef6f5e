/** What an observer may read of a text: telephone numbers and flats are hidden, the rest stays. */
export function maskText(text: string): string {
  return text
    .replace(/(?<!\d)(1[3-9]\d)[\s-]?\d{4}[\s-]?(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(0\d{2,3})[\s-]?\d{7,8}(?!\d)/g, '$1****')
    .replace(/(单元|楼|层)\s*[0-9０-９]{2,5}(室|号|房)?/g, (_match, before: string) => `${before}***`)
    .replace(/[0-9０-９]{3,5}(室|号房|房)/g, '***$1')
    .replace(/((?:room|flat|apt\.?|unit)\s*#?)\d{2,5}/gi, '$1***')
    .replace(/(\d{1,3}-\d{1,2}-)\d{3,4}/g, '$1***')
}

/** 王女士 → 王**. */
export function maskName(name: string): string {
  const [first] = name
  return first ? `${first}**` : ''
}

/** Keeps nothing that finds the account again. */
export function maskAccount(): string {
  return '***'
}
