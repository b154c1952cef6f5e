/**
 * What standards hardly ever say: what will be, what was, how things stand today, who is to be recommended. Each with the
 * words by which a passage would speak of it all the same.
 */
const matters: [RegExp, RegExp][] = [
  [
    /明年|后年|下个?月.{0,6}涨|打算.{0,4}涨|会不会涨|要涨|涨到|涨多少|next year|going up/,
    /涨|上调|调整|明年/,
  ],
  [/推荐|靠谱|哪家好|哪家强|哪家便宜|recommend/, /推荐|名录|合作/],
  [/工资|薪水|年薪|salary|wage/, /工资|薪/],
  [/(?:现在|目前|账上|账户|一共)?.{0,4}还剩(?:多少|几)|余额.{0,4}多少|结余多少/, /余额|结余|剩余/],
  [/花了多少|花多少钱(?:修|建|装)|收了多少|赚了多少|卖了多少/, /花费|造价|投资|\d\s*万/],
  [/去年|前年|上个?月|上季度|last (?:year|month|quarter)/, /去年|前年|上月|上季度/],
  [
    /还有空|有空的?(?:吗|么|没|车位)|余位|还来得及|下[一1]?[次届场].{0,8}(?:几[月号点]|哪[天个]|什么时候|啥时候)|换届/,
    /余|空余|下次|换届|每[年月季周]|来得及/,
  ],
  [
    /(?:隔壁|对面|旁边|别的|附近)(?:那个|的)?(?:小区|楼盘|\p{Script=Han}{2,4}(?:[雅名]苑|花园|家园|小区|公馆|号|苑|府|湾|里|居|城))|next door|(?:nearby|other) (?:estate|compound|community)/u,
    /隔壁|对面|附近|旁边|别的小区|外小区/,
  ],
  [/明天会不会|今天会不会|今天中午有什么|今天有什么|今天几/, /今天|今日|明日/],
  [
    /哪家公司(?:造|建|装|生产|派|的|承)|哪个公司(?:造|建|装|生产|派|的|承)|哪家的|谁(?:设计|建|造)的|who (?:designed|built)/,
    /公司|承建|设计|厂/,
  ],
  [/什么牌子|哪个牌子|品牌|哪个厂家|厂家是|哪个厂|型号|what brand|which brand/, /牌|品牌|型号|厂/],
]

const asksWay = /(?:在哪|去哪|哪里|怎么|咋|如何).{0,6}(?:查|看|问)/

/** True where a question asks for what standards do not settle and the text has no word of it. */
export function liesOutside(normalised: string, text: string): boolean {
  return (
    !asksWay.test(normalised) && matters.some(([asks, says]) => asks.test(normalised) && !says.test(text))
  )
}
