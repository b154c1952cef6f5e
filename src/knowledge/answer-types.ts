/** What an answer holds: an amount, a time of day, a place … */
export type AnswerType =
  | 'money'
  | 'clock'
  | 'duration'
  | 'day'
  | 'year'
  | 'place'
  | 'people'
  | 'count'
  | 'length'
  | 'weight'
  | 'age'
  | 'share'
  | 'phone'
  | 'person'
  | 'colour'
  | 'name'
  | 'warmth'
  | 'figure'
  | 'area'
  | 'material'
  | 'reason'
  | 'firm'

const classifiers =
  '个|次|只|条|辆|本|件|张|套|台|桌|间|组|份|把|支|部|块|袋|桶|种|场|门|棵|盏|层|节|瓶|箱|批|排|趟|盆|场地|座'

const expectations: [AnswerType, RegExp][] = [
  [
    'money',
    /多少钱|啥价|多少元|收费|费用|价格|价钱|几块|几元|几毛|多少块|多少元|要钱|多贵|贵不贵|贵吗|便宜多少|优惠多少|花多少|交多少|收多少|付多少|扣多少|加多少|什么价|咋收|怎么收|怎么算钱|押金|押多少|定金|租金|票价|单价|工本费|罚多少|赔多少|补多少|押金|几多(?:钱|银)|银纸|几毛|(?:费|金|工资|薪水|价)[^,。?]{0,3}多少|多少[^,。?]{0,2}费|how much|fee|cost|price|charge|deposit|discount/,
  ],
  [
    'clock',
    /几点|什么时候|啥时候|何时|时间|几时|开到|开门|关门|到什么点|首班|末班|what time|when|hours|open|close|how late/,
  ],
  [
    'duration',
    /多久(?!.{0,6}[一1]次)|多长时间|几天|几小时|几个小时|几个钟头|几分钟|几个月|几年|多少天|多少小时|多少分钟|几个钟|时限|期限|最长|提前多|how long|how soon|how many (days|hours|minutes|months)|deadline|within/,
  ],
  [
    'day',
    /周几|哪[一1]?天|哪几[天个]月?|哪[两2]天|几号(?!线|楼|栋|桌|场|窗|门)|星期几|多久.{0,6}[一1][次回]|每周|哪[一1]?个月|几月|what day|which day|which month|what month|how often/,
  ],
  ['year', /哪[一1]?年|几几年|什么年代|what year/],
  [
    'place',
    /哪里|哪儿|在哪|去哪|到哪|放哪|往哪|装哪|丢哪|扔哪|停哪|什么地方|啥地方|位置|哪个门|哪个窗口|几号窗|几楼|几层|哪几?栋|哪[一1]?层|where|which (floor|building|gate)/,
  ],
  [
    'people',
    /几个人|多少人|几人(?!间)|几名|几位|多少户|几户|几个(?:小孩|孩子|大人|老人|阿姨|保安|厨师|老师|师傅)|how many (?:people|persons|guests|children|kids|staff)/,
  ],
  ['age', /几岁|多大年纪|多大岁数|今年多大|多大的(?:小?孩|娃|人)|年龄|how old|what age/],
  [
    'length',
    /多高|多宽|多深|多厚|多远|几米|几公分|几厘米|限高|尺寸|多大(?!年纪|岁数|面积|的?孩|的?人|的?娃)|多长(?!时间)|how high|how deep|how big|how tall|how wide/,
  ],
  ['weight', /多重|限重|几斤|多少斤|几公斤|how heavy|weight/],
  ['share', /几成|几折|打折|百分之几|多少比例|几倍|what percentage/],
  [
    'count',
    /(?:几|多少)(?:个|次|只|条|辆|本|件|张|套|台|桌|间|组|份|把|支|部|袋|种|场|回|趟|节|页|分|度|米|立方|平|级)|最多|上限|限速|总共多少|一共多少|how many|maximum|limit/,
  ],
  ['phone', /电话|号码|打哪个|怎么联系|热线|phone|number|hotline/],
  ['person', /谁|找哪个|哪个部门|什么人|哪家|哪个公司|哪个单位|who|whom|which company/],
  [
    'name',
    /叫什么|姓什么|姓啥|叫啥|名字|牌子|品牌|厂家|型号|哪家|什么牌|密码|品种|什么树|什么花|what brand|name of|password|which brand/,
  ],
  ['colour', /颜色|什么色|哪个色|colou?r/],
  ['warmth', /水温|几度|多热|多冷|temperature/],
  ['area', /面积|占地|多少(?:个)?平(?:方米|方|米)?(?=[?!。]*$)|square met/],
  ['material', /材[料质](?:做|造)|什么材质|啥材质|(?:什么|啥)料?(?:做|造)的|降解|made of/],
  ['reason', /为什么|为啥|为何|怎么来的|\bwhy\b/],
  [
    'firm',
    /哪家(?:公司|机构|单位|厂|企业|的?$)|哪[一1]?个(?:公司|机构|单位|厂家?)|谁家(?:的|做|造|供|生产)|开发商|(?:单位|公司)是(?:谁|哪)|外包给|which (?:company|firm|brand)/,
  ],
  // 「一吨多少」 leaves open what is counted.
  ['figure', /(?:多少|几多)[?!。]*$/],
]

/** 搬家公司 names a trade, not a company. */
const namelessFirms =
  '装修 搬家 物业 快递 换电 回收 保险 施工 家政 供电 供水 自来水 燃气 装饰 专业 第三方 有资质的 本 我 该 外包 劳务 保洁 保安 维保 运营 充电 清运 中介 租赁 开发 广告 电梯'.split(
    ' ',
  )

const shapes: Record<AnswerType, RegExp> = {
  money: /\d+(?:\.\d+)?\s*(?:万)?(?:元|块|折|%|倍)|免费|不收|半价|[一二三四五六七八九]成|rmb|yuan|free/,
  clock:
    /\d{1,2}:\d{2}|\d{1,2}点|\d{1,2}月|周[一二三四五六日末]|全天|24\s*小时|当天|前一天|a\.?m\.?|p\.?m\.?/,
  duration:
    /\d+\s*个?(?:小时|分钟|天|日|周|月|年|工作日)|半[年天月]|一年|当[天日场]|次日|day|hour|minute|month|week/,
  day: /周[一二三四五六日末]|每\s*\d+\s*(?:小时|分钟)|\d\s*次|每[日天周月年季半]|工作日|节假日|\d+\s*[日号月]|初[一二三四五六]|monday|tuesday|wednesday|thursday|friday|saturday|sunday|every|daily|weekly/,
  year: /(?:19|20)\d\d\s*年?/,
  place:
    /栋|幢|楼|层|侧|门口|门厅|前台|大厅|中心|岗亭|入口|出口|架空层|旁|北|南|东|西|地下|室|站|小程序|点|floor|building|gate|desk/,
  people:
    /\d+\s*(?:个?人|名|位|户|座|个号)|[一二两三四五六七八九十]+(?:个?人|名|位|户)|[一二三]分之[一二三]|过半|people|persons|guests/,
  age: /\d+\s*(?:–\s*\d+\s*)?周?岁|aged?|years/,
  length: /\d+(?:\.\d+)?\s*(?:米|厘米|公里|平方米|平|cm|m\b|km)|×/,
  weight: /\d+(?:\.\d+)?\s*(?:公斤|斤|千克|克|吨|kg)/,
  share: /折|\d%|[一二三四五六七八九两]成|倍|免|半价|之[一二三]/,
  count: new RegExp(
    `\\d+(?:\\.\\d+)?\\s*(?:${classifiers}|位|名|户|人|度|分|斤|公斤|克|厘米|米|平|立方|岁|遍|回|页|km|kg|小时|天)|[一二两三四五六七八九十]+(?:${classifiers}|名|位|人)|×|\\p{Script=Han}\\s\\d+(?=[;；]|$)`,
    'u',
  ),
  phone: /\d{3,4}-?\d{4,8}|\b\d{5}\b|\d{7,11}|\b1\d{2}\b|\b\d{4}\b/,
  person: /公司|部|处|局|所|站|经理|主管|主任|管家|员|长|中心|师傅|人|业主|房东|委|manager|team|staff/,
  name: /“[^”]+”|叫|名为|牌|姓|密码|品种/,
  warmth: /\d\s*(?:℃|°c|度(?![电]))/,
  figure: /\d/,
  area: /\d+(?:\.\d+)?\s*(?:万)?(?:平方米|平方|平米|㎡|亩)/,
  material: /材质|木|钢|铝|塑料|玻璃|橡胶|石|棉|可降解/,
  reason: /因|为了|为防|为保|为避免|以免|防止|由于|影响|安全|风险|because|so that|to avoid/,
  firm: new RegExp(`(?<!${namelessFirms.join('|')})(?:公司|集团|机构|企业|研究院|检测中心|厂)|[“"]`),
  colour: /[红橙黄绿蓝灰黑紫棕]|白(?!天)|red|green|blue|grey|gray|black/,
}

/** Gives what a normalised question asks for; nothing where it asks whether or how. */
export function readExpectations(normalised: string): AnswerType[] {
  return expectations.filter(([, pattern]) => pattern.test(normalised)).map(([type]) => type)
}

/** True where a normalised text holds something of one of these types. */
export function holdsType(types: AnswerType[], text: string): boolean {
  return types.some(type => shapes[type].test(text))
}
