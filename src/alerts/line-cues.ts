/** What words of a message tell about whom it blames; read on the normalised text. */
export const lineCues = {
  service:
    /物业|管家|保安|门岗|保洁|维修|工程部|客服|前台|经理|师傅|报修|值班|你们(?!家)|贵司|维保|业委会|管理费|公示|management|staff|hotline/u,
  facility:
    /电梯|门禁|停水|停电|没水|没电|水泵|泵房|地库|车库|道闸|路灯|楼道|垃圾(?=[桶站房没堆清分满成车箱道还又])|绿化|草坪|监控|消防|暖气|热水|充电桩|泳池|喷泉|大堂|单元门|对讲|车位|停车费|物业费|维修基金|维修资金|押金|公共收益|lift|elevator/u,
  demand:
    /说法|解释|道歉|赔|公示|账本|明细|退钱|退费|负责|出来|给个|必须|要求|换物业|联名|拉横幅|业主大会|出来说(?:句|个)?话|(?:负责|管事|喘气)的.{0,3}(?:出来|站出来|有没有)|表决|不交|拒交|堵人|不同意|反对|抗议/u,
  authority:
    /(?<!\d)123[14]5(?!\d)|住建|消协|媒体|曝光|记者|电视台|律师|起诉|法院|信访|市长热线|投诉到|抖音|热搜|街道办/u,
  again:
    /又(?:停|坏|没|来|是|双|漏|堵|涨|开始)|第[二三四五六七八九几\d]+[次回]|[三四五六七八九几\d]+[次回遍]|每次|次次|回回|天天|年年|一直|从来|老样子|没完|上次|上回/u,
  delay:
    /[半一二两三四五六七八九十几\d]+个?(?:天|周|星期|月|年|小时)(?:了|没|还|都|才)|俩月|仨月|拖|还没|没下文|石沉|等了/u,
  unanswered:
    /没人(?:管|接|理|回|修|应|来|清|收)|打不通|占线|不接|不理|不回|装死|装睡|装看不见|人呢|冒泡|潜水|没人应|正忙|一声不吭|不吭声|没个(?:动静|音|信)/u,
  rhetoric:
    /凭(?:啥|什么)|什么意思|就这[？?]?$|是吗|谁信|有脸|好意思|怎么不|干嘛|干什么|何用|合理吗|吗[？?]?$|[？?]{2,}/u,
  sneer:
    /呵呵|感谢(?:物业|你们)|谢谢(?:物业|你们)让|恭喜(?:物业|你们)|建议(?:物业|你们|改名)|真行|厉害了|服了|感人|练腿|健身卡|寂寞|优化|摆设|累死谁|养(?:你们|着你们)|图(?:个|了)?啥|拜(?:你们|物业)所赐|倒是(?:准时|积极|勤快?|快)|一问三不知|猴年马月|“[^”]{2,12}”/u,
  abuse:
    /垃圾(?:物业|公司|服务)|破物业|黑心|骗子|恶心|无语|离谱|太差|差评|受够|忍(?:无|很|不)|糊弄|敷衍|推诿|踢皮球|甩锅|不负责|不作为|吃相|韭菜|提款机|欺(?:人|负)/u,
  money: /涨|收费|收钱|扣钱|扣费|交(?:着|了)?钱|抢钱|[一每]个?月多|一年多|费用|钱(?:呢|倒是)/u,
  neighbour:
    /楼上(?!.{0,6}漏)|楼下(?:邻居|那|炒|抽)|隔壁|对门|邻居|谁家|你家|他家|哪家|熊孩子|家长|遛狗|狗(?:叫|屎|粪)|广场舞|(?<!\d)\d{3,4}(?:的|你)|车主|挪(?:车|走|一下)|谁(?:把|又|在)/u,
  /** Said to one person, face to face as it were. */
  duel: /你(?:这(?:叫|种|人)|家|才|骂|有病|闹|说谁|自己|满意|昨|当(?:时|初)|什么意思|给我|再)|我家孩子|骂人|素质|讲理|翻旧账|更年期|闭嘴|上门|敲(?:门|墙)/u,
  outside:
    /地震|余震|震感|晃|摇|台网|级(?:地震)?$|国足|女排|球(?!场)|比赛|裁判|教练|后卫|点球|加时|黑哨|比零|股票|基金|老板|领导|加班|快递|外卖|骑手|滴滴|网约车|司机|航班|航空|地铁|医院|银行|老师|幼儿园|学校|移动|电信|运营商|供电(?:局|公司)|自来水公司|市政|中介|商家|店|超市|油价|猪肉|电影|明星|新闻|网上|台风|天气|婆婆|老公|前(?:任|男友)|保险|健身房/u,
  fear: /吓|怕|慌|腿软|腿都软|快跑|下楼|塌/u,
  joke: /哈哈|笑死|😂|🤣|开玩笑|嘿嘿|逗/u,
  praise:
    /谢谢(?!你们让|物业让)|感谢(?!物业让|你们让)|辛苦|点赞|👍|表扬|锦旗|真好|挺好|挺快|太好|暖心|感动|贴心|干净|给力|还行|不错|强多了|误会|错怪|抱歉.{0,3}物业/u,
  calming: /冷静|理解|理性|别瞎猜|少说两句|不容易|别吵|和气|先看|听听/u,
  asks: /几点|多少|怎么(?:交|办理|开)|哪(?:里|儿|个|天)|请问|能不能帮|什么时候|有(?:没有)?人知道|麻烦/u,
  announcement:
    /^(?:各位|尊敬的|大家好|业主(?:您|你)?好|您好|亲爱的|温馨提示|【)|敬请谅解|给您带来不便|特此(?:通知|公告)|预计.{0,8}恢复|已(?:登记|记录|安排|恢复)|正在抢修/u,
  together: /^(?:\+1|支持|同意|同上|附议|算我|我也|一样|对[，, ]?|就是|没错|不同意|反对|顶)/u,
} as const

export type LineCue = keyof typeof lineCues

const cueNames = Object.keys(lineCues) as LineCue[]
const joint: readonly (readonly [string, readonly LineCue[]])[] = [
  ['service late', ['service', 'delay']],
  ['service again', ['service', 'again']],
  ['service unanswered', ['service', 'unanswered']],
  ['service rhetoric', ['service', 'rhetoric']],
  ['facility again', ['facility', 'again']],
  ['facility late', ['facility', 'delay']],
  ['facility rhetoric', ['facility', 'rhetoric']],
  ['money rhetoric', ['money', 'rhetoric']],
  ['service praised', ['service', 'praise']],
  ['service joke', ['service', 'joke']],
  ['outside abuse', ['outside', 'abuse']],
  ['neighbour abuse', ['neighbour', 'abuse']],
]
const lengths = [3, 6, 10, 16, 28, 60]

/** Every sign there is, in the order in which the trained head knows them. */
export const allLineSigns: readonly string[] = [
  ...cueNames,
  ...joint.map(([name]) => name),
  'exclaims',
  'asks much',
  ...[...lengths.keys(), -1].map(index => `length ${index}`),
]
const places = new Map(allLineSigns.map((sign, index) => [sign, index]))

/** Gives which cues a normalised message holds. */
export function readCues(said: string): ReadonlySet<LineCue> {
  return new Set(cueNames.filter(cue => lineCues[cue].test(said)))
}

/** Gives the places of the signs of a message in `allLineSigns`. */
export function readLineSigns(said: string, cues: ReadonlySet<LineCue>): number[] {
  const names = [
    ...cues,
    ...joint.filter(([, both]) => both.every(cue => cues.has(cue))).map(([name]) => name),
    ...(/[!！]/u.test(said) ? ['exclaims'] : []),
    ...(/[?？]{2}/u.test(said) ? ['asks much'] : []),
    `length ${lengths.findIndex(length => said.length <= length)}`,
  ]
  return names.map(name => places.get(name) ?? 0)
}
