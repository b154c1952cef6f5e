import { Converter } from 'opencc-js/t2cn'

type Convert = (text: string) => string
let convert: Convert | undefined

/** Gives the text in simplified characters. The first call loads the tables (about 0.1 s). */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text
  convert ??= Converter({ from: 't', to: 'cn' }) as Convert
  return convert(text)
}
