const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文'
const roles =
  '老板|经理|主任|队长|主席|会长|管家|师傅|老师|教练|护士|医生|医师|院长|馆长|店长|班长|馆员|管理员|站长|司机|厨师|保安|保洁|阿姨|设计师|负责人|小伙|老师'
const asked = new RegExp(
  `(?:${roles})[^,，?？。]{0,4}(?:是谁|叫什么|叫啥|姓什么|姓啥|姓名|名字|是哪位)|谁是[^,，?？。]{0,8}(?:${roles})|姓什么|姓啥|姓名是|叫什么名字?$|who is the|what is the name of the (?:manager|owner|coach)`,
)
const named = new RegExp(
  `姓[${surnames}]|(?:${roles}|联系人|:|：)\\s*[“"（(]?[${surnames}]\\p{Script=Han}{1,2}(?![\\p{Script=Han}])|(?:${roles})[${surnames}]\\p{Script=Han}{1,2}|[${surnames}]\\p{Script=Han}{0,2}(?:${roles})|\\b(?:mr|ms|mrs|dr)\\b`,
  'u',
)

/** True where a question asks for somebody's name: 「队长叫啥」, not 「这事谁负责」. */
export function asksPerson(normalised: string): boolean {
  return asked.test(normalised)
}

/** True where a text names a person. */
export function namesPerson(text: string): boolean {
  return named.test(text)
}
