import { segmentWords } from './segment-words.ts'

/** What is done for money; each with the characters by which a price list may say it. */
const deeds = new Map([
  ['买', '买购售'],
  ['卖', '卖售'],
  ['换', '换'],
  ['洗', '洗'],
  ['租', '租借'],
  ['装', '装'],
  ['拆', '拆'],
  ['刷', '刷'],
  ['通', '通'],
  ['寄', '寄'],
  ['代', '代'],
])
const roles = /老板|经理|主任|队长|教练|管理员|馆长|店长|站长|厨师|司机/
const asksForPerson = /电话|号码|谁|叫|姓|phone|name/

/** True where the price of one deed is asked and the text speaks of none such: to buy a space is not to rent it. */
export function missesDeed(normalised: string, text: string): boolean {
  const words = segmentWords(normalised)
  return words.some((word, at) => {
    const said = words[at + 1] === '的' ? undefined : deeds.get(word)
    return said !== undefined && ![...said].some(character => text.includes(character))
  })
}

/** True where something is asked about a role of which the text does not speak: 「老板的电话」. */
export function missesRole(normalised: string, text: string): boolean {
  const [role] = roles.exec(normalised) ?? []
  return role !== undefined && asksForPerson.test(normalised) && !text.includes(role)
}
