/** What somebody says of an activity, the owners' day or the service menu in their own words. */
export type ErrandWords =
  | {
      about: 'activity'
      action: 'list' | 'join' | 'leave' | 'mine' | 'when'
      subject: string
      isNamed: boolean
    }
  | { about: 'owner-day'; action: 'ask'; question: string }
  | { about: 'owner-day'; action: 'withdraw' | 'mine'; number: number | undefined; isNamed: boolean }
  | { about: 'menu'; subject: string }

type ActivityAction = Extract<ErrandWords, { about: 'activity' }>['action']

const please = '(?:请|麻烦|帮我|帮忙|给我|我|我们|我家|想|要|想要|还|也|能|能不能|可以|可不可以|先)*'
const softly = '(?:一下)?(?:吧|了|啦|啊|呀|哦|哈|吗|么|谢谢|可以吗|行吗|好吗)*'
const where = '(?:几点|什么时候|啥时候|何时|哪天|哪一天|几号|在哪里|在哪儿|在哪|什么地方|哪里|多久|截止)'

/** Each fits a whole clause: what says more than that is no errand. */
const activityClauses: readonly [RegExp, ActivityAction][] = [
  [
    /^(?:怎么|如何|怎样|在哪里?|哪里|哪儿)(?:可以|能)?(?:报名|参加)(?<subject>.{0,16}?)(?:呢|啊|呀)?$/u,
    'list',
  ],
  [
    /^(?:请问|最近|这周|本周|周末|这个月|本月|现在|近期|小区|社区|咱们|我们|你们|里|还|都|又)*(?:有没有|有|搞|办|举办)(?:没有)?(?:什么|啥|哪些)?(?:好玩的|新的?|社区|小区|亲子|业主|可以参加的)?活动(?:可以|能|可|报名|参加|来|吗|么|呢|啊|呀|的)*$/u,
    'list',
  ],
  [/^(?:怎么|如何|怎样)(?:取消|撤销|退)(?:掉)?报名(?:呢|啊|呀)?$/u, 'mine'],
  [new RegExp(`^${please}(?:取消|撤销|退掉|退了|撤回)(?<subject>.{0,16}?)的?报名${softly}$`, 'u'), 'leave'],
  [/^(?:我|我们|我家)?(?:不|没法|不能|不想)(?:报名|参加)(?<subject>.{0,16}?)(?:了|啦)$/u, 'leave'],
  [new RegExp(`^${please}(?:退出|退掉)(?<subject>.{1,16}?)${softly}$`, 'u'), 'leave'],
  [
    /^(?:我|我们|我家)?(?:不|去不了|来不了|不能|没法|没空)(?:能|想)?(?:去|来|参加)?(?<subject>.{1,16}?)(?:了|啦)$/u,
    'leave',
  ],
  [
    /^(?:请问)?(?:我|我们)?(?:现在)?(?<subject>.{0,12}?)(?:排|候补|排在|排到)(?:在|到)?(?:了)?(?:候补)?(?:第)?几(?:位|个|名|号)?(?:了|呢|啊)?$/u,
    'mine',
  ],
  [
    /^(?:请问)?(?:我|我们)?(?<subject>.{0,12}?)(?:报上名|报名成功|报上|报名报上)(?:了)?(?:吗|没|没有|么)$/u,
    'mine',
  ],
  [
    new RegExp(`^${please}(?:报名|报个名|报一个名|参加|报)(?:参加|去)?(?<subject>.{0,16}?)${softly}$`, 'u'),
    'join',
  ],
  [
    new RegExp(`^(?:请问|我|我报名的|报名的|那个|这个)*(?<subject>.{1,16}?)(?:是|在)?${where}.{0,10}$`, 'u'),
    'when',
  ],
  [
    /^(?:what|which|any|are there any|is there any|show me the) ?(?:activities|activity|events?)(?: .{0,40})?$/iu,
    'list',
  ],
  [
    /^(?:please )?(?:cancel|withdraw) (?:my |the )?(?:sign[- ]?up|registration|place)(?: (?:for|to|in|at) (?:the )?(?<subject>.{2,30}))?(?: please)?$/iu,
    'leave',
  ],
  [/^(?:please )?(?:sign me out of|take me (?:off|out of)) (?:the )?(?<subject>.{2,30})$/iu, 'leave'],
  [/^(?:what|which) (?:number|place|position) am i(?: .{0,40})?$/iu, 'mine'],
  [
    /^(?:please )?(?:(?:can|could) you |can i |i(?:'d| would)? (?:want|like) to |i want to )?(?:sign (?:me |us )?up|register(?: me| us)?|join)(?: (?:for|to|in|at))?(?: the)?(?: (?<subject>.{2,30}))?$/iu,
    'join',
  ],
  [
    /^(?:when|where|what time)(?: and (?:when|where|what time))? (?:is|does|will) (?:the )?(?<subject>.{2,30}?)(?: (?:start|begin|be|take place|held))*$/iu,
    'when',
  ],
]
const filler =
  /^(?:你好|您好|在吗|谢谢|多谢|麻烦了?|好的?|请问一下|请问|那|不好意思|对不起|抱歉|有事|临时有事|家里有事|hi|hello|thanks|thank you|please|sorry)$/iu
/** Goes on with what the clause before asked. */
const alsoWhen = new RegExp(`^(?:在|是)?${where}.{0,8}$`, 'u')

/** Reads words that are about an activity, the owners' day or the menu as a whole; undefined for all others. */
export function readErrandWords(text: string): ErrandWords | undefined {
  const said = text.trim()
  if (said.length > 200) return undefined
  return readOwnerDay(said) ?? readActivity(said) ?? readMenu(said)
}

type ActivityWords = Extract<ErrandWords, { about: 'activity' }>

function readActivity(text: string): ActivityWords | undefined {
  const clauses = text
    .split(/[，,。.!！?？;；\n]+/u)
    .map(clause => clause.trim())
    .filter(clause => clause !== '' && !filler.test(clause))
  if (clauses.length > 3) return undefined
  let found: ActivityWords | undefined
  for (const clause of clauses) {
    if (found?.action === 'when' && alsoWhen.test(clause)) continue
    const read = readClause(clause)
    if (!read) return undefined
    found = joinWords(found, read)
    if (!found) return undefined
  }
  return found
}

/** Two clauses that want the same; what names the activity may stand in either. */
function joinWords(one: ActivityWords | undefined, other: ActivityWords): ActivityWords | undefined {
  if (!one) return other
  if (one.action !== other.action) return undefined
  return { ...one, subject: one.subject || other.subject, isNamed: one.isNamed || other.isNamed }
}

function readClause(clause: string): ActivityWords | undefined {
  for (const [pattern, action] of activityClauses) {
    const match = pattern.exec(clause)
    if (!match) continue
    const subject = cleanSubject(match.groups?.['subject'] ?? '')
    // "报名" or "活动" says what it is about; without them only the name of an activity does.
    const isNamed = /报名|报个名|活动|候补|sign|register|registration|activit|event|waiting/iu.test(clause)
    return { about: 'activity', action, subject, isNamed }
  }
  return undefined
}

function cleanSubject(subject: string): string {
  return subject
    .trim()
    .replace(/^(?:一下|候补|的|那个|这个|这次|参加|今天的|明天的|周末的)+/u, '')
    .replace(/(?:的|这个|那个)?(?:活动|activity|event)?(?:的)?$/iu, '')
    .trim()
}

const dayWords = '(?:给|在|向|为|跟|对)?(?:这次|本次)?(?:业主)?沟通(?:日|会)(?:上|里)?'
const askDay = new RegExp(
  `^(?:我|我们|你好|您好|请问|，|,)*(?:想要?|要|能不能|可以|怎么)?${dayWords}(?:怎么|可以|能|想|要)*(?:提|问|反映|提交)(?:个|一个|一下|下)?(?:问题|意见)?(?:吗|呢)?[\\s:：，,。]*(?<question>.*)$`,
  'su',
)
const askDayEnglish =
  /^(?:i(?:'d| would)? (?:want|like) to|can i|how (?:can|do) i|i want to) (?:ask|put|submit|raise)(?: (?:a|my|one))? questions? (?:for|to|at|on) (?:the )?owners?['’]? day[\s:.,?!]*(?<question>.*)$/isu
const withdrawDay =
  /^(?:请|麻烦|帮我|我|想|要)*(?:撤回|撤销|取消|删除|删掉)(?:我|我的|在|提的|那个|刚才|刚刚|的)*(?<day>(?:业主)?沟通日的?)?(?:第?(?<number>\d{1,4})号)?(?:我?提的|的)?(?:问题|提问)(?:吧|了|谢谢)?[。.!！]*$/u
const withdrawEnglish =
  /^(?:please )?(?:withdraw|delete|take back|cancel) my (?<day>owners?['’]? day )?question(?: (?<number>\d{1,4}))?[\s.!]*$/iu
const mineDay =
  /^(?:请问)?(?:我)?(?:在)?(?<day>(?:业主)?沟通日(?:上|里)?)?(?:我)?(?:提|问)?(?:的)?(?:第?(?<number>\d{1,4})号)?(?:问题|提问)(?:现在|目前)?(?:有|出)?(?:了)?(?:结果|答复|回复|进展)(?:了)?(?:吗|没有?|么)[。.?？]*$/u
const mineEnglish =
  /^(?:is there|do you have|any) (?:an? )?(?:result|answer)s? (?:to|for|of) my (?<day>owners?['’]? day )?question(?: (?<number>\d{1,4}))?[\s.?]*$/iu

function readOwnerDay(text: string): ErrandWords | undefined {
  const asked = askDay.exec(text) ?? askDayEnglish.exec(text)
  if (asked) {
    const question = asked.groups?.['question']?.trim() ?? ''
    return { about: 'owner-day', action: 'ask', question: question.length < 4 ? '' : question }
  }
  const withdrawn = withdrawDay.exec(text) ?? withdrawEnglish.exec(text)
  const wanted = withdrawn ?? mineDay.exec(text) ?? mineEnglish.exec(text)
  if (!wanted) return undefined
  const { day, number } = wanted.groups ?? {}
  return {
    about: 'owner-day',
    action: withdrawn ? 'withdraw' : 'mine',
    number: number === undefined ? undefined : Number(number),
    isNamed: day !== undefined,
  }
}

const menuList =
  /^(?:请问|你好|您好|，|,)*(?:你们|物业|小区|咱们|这里|还|都)*(?:有|提供)(?:没有)?(?:什么|哪些|啥)(?:增值|有偿|家政|上门|便民|收费的?|其他)(?:的)?服务(?:项目)?(?:吗|呢|啊|可以.{0,4})?[。.?？!！]*$|^what (?:extra|paid|home|additional) services (?:do you|are there).{0,20}$/iu
const menuOne =
  /^(?:请问|你好|您好|，|,)*(?:我|我家|我们|家里)*(?:想要?|要|需要)?(?:请|找|约|预约|叫|订|有没有|有)(?:个|一个|一位|位|一下)?(?<subject>[\p{Script=Han}]{2,8}?)(?:的)?(?:服务|阿姨|人员|公司|上门)*(?:吗|呢|吧|啊|可以吗|谢谢)*[。.?？!！]*$/u
const menuBare =
  /^(?:家政|保洁|钟点工|月嫂|保姆|洗衣|干洗|搬家|家电清洗|空调清洗|擦玻璃|开荒保洁|开荒|送水|养老|护理|housekeeping|home cleaning|laundry|nanny)(?:服务)?(?:吗|呢)?[。.?？!！]*$/iu
/** A trouble to be mended is no service to be bought. */
const isTrouble = /修|漏|坏|堵|投诉|停电|停水|锁|卡/u

function readMenu(text: string): ErrandWords | undefined {
  if (menuList.test(text)) return { about: 'menu', subject: '' }
  if (isTrouble.test(text)) return undefined
  if (menuBare.test(text))
    return { about: 'menu', subject: text.replace(/服务|[吗呢。.?？!！]/gu, '').trim() }
  const subject = menuOne.exec(text)?.groups?.['subject']
  return subject === undefined ? undefined : { about: 'menu', subject }
}
