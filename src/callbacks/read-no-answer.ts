/** Talk that answers nothing: no more questions, later, a greeting, a question of their own. For normalised text. */

const send =
  '(?:发(?!票|现|霉|黄|臭|烧|热|生)|传|烦|打扰|打搅|骚扰|回访|问卷|推送|推(?!荐)|短信|消息|信息|联系|调查|评价|问(?!题)|@|吵我|催|弹|轰炸)'
const optOutPatterns: readonly RegExp[] = [
  new RegExp(
    `(?:别|不要|不用|不必|甭|勿|少|莫|停止|不好|不需要|不想(?:再)?(?:收到|被|看到|接)?|拒绝|谢绝|取消|关闭|关掉|屏蔽)(?:再|老|总|一直|天天|总是|老是|给|我|来|这样|随便|任何|这些|这种|类似|乱|继续|这么|对|向|用|拿|了|的|接受|参与|接收|收到|参加|做|什么)*.{0,6}?${send}`,
  ),
  /(消息|短信|调查|问卷|回访|评价|推送).{0,6}(不用|别|不要|停|取消|关|免)(了|掉|吧|发|给|再)|(能不能|可不可以|可以|麻烦|请)(别|不)(要)?.{0,8}(发|问(?!题)|烦|打扰)|能不能消停|(消停|清净|清静)(点|一?下|会儿|一会)|退订|退定|取关|^(td|t|n|退)$|取消订阅|拉黑|黑名单|(把我|将我).{0,8}(删|移|去掉|除名)|(天天|老是|总是|一天到晚)(发|问|回访)|烦(死|不烦|得很|人).{0,6}(发|问|回访)|(不想|别让我|懒得)(再)?(评价|填|做问卷|参与|回答)|不(参与|接受)(评价|回访|调查|任何)|以后(都)?(不用|别)(了|再)?(问|发|回访|来信)|勿扰|免打扰/,
  // What happens if they ask again; for good, in other words.
  /再(?:问|发|打|骚扰|弹|推|来(?:问|烦))(?:我|一次|一遍|来)*.{0,4}就?(?:投诉|举报|拉黑|报警|卸载|换物业|屏蔽)|(?:以后|往后|今后|永远|永久|一律|一概|再也).{0,10}(?:不评|别问|不填|不参与|不参加|不接受|免了|不用问|勿问)|不(?:评|填)(?:了|价)?[,，。 ]{0,2}.{0,3}(?:也)?(?:不|别)(?:评|填|回|再?发)|饶了我|(?:求|请)?放过我?吧?(?=[,，。!！]|$)(?<=求放过|放过我|放过我吧)|^(?:走开|一边去|闭嘴|屏蔽)|莫挨老子|(?:关|停|去)(?:掉|了|闭)?(?:这个|这种|这些|自动|满意度|你们的)*(?:回访|推送|问卷|提醒|功能)|(?:回访|推送|问卷|提醒|功能|订阅).{0,6}(?:关掉|停掉|停了|关了|去掉|取消)/,
  /\b(?:quit|stop|enough|done) (?:with )?(?:it with )?(?:asking|following|bothering|pestering|the (?:questions|surveys|texts))|(?:switch|turn) (?:this|these|it|that)(?: \w+){0,3} off|rather not be (?:asked|contacted)|lose my number|(?:don'?t|do not|never) (?:contact|follow up|ask me)|^go away|count me out|(?:this is|stop the) spam|^leave me be|not taking part|enough already/,
  /unsubscribe|opt(ing)? ?-?out|^(please )?(stop|quit|cancel|end|remove)( it| this| please| now)?[.! ]*$|stop (sending|messaging|texting|asking|contacting|bothering|spamming|these|this|with the|pinging|the)|leave me (alone|in peace)|(don'?t|do not|no more|never|not to|quit) (send|message|text|ask|contact|bother|survey|spam|ping|write|disturb|want (any|these|to get|to receive)|of these)|(no more|no further|any more of|no|without) .{0,12}(surveys?|messages?|texts?|questionnaires?|follow-?ups?)( please)?$|(no more|any more of) .{0,12}(survey|message|text)|(remove|take|delete) me|off (your|the|this) (list|mailing)|not interested in|do not disturb|mute/,
]

/** The resident wants no more questions. */
export function wantsNoMore(said: string): boolean {
  const rest = said.replace(
    /不用(再)?(来|派|麻烦|担心|换|修)|别的|别人|特别|区别|分别|不要(钱|紧)|少(收|花)/g,
    '·',
  )
  return optOutPatterns.some(pattern => pattern.test(rest))
}

const silence =
  /(?:别|不要|不用|不必|甭|莫|停止|拒收|不想(?:再)?(?:收到?|看到?))(?:再|老|总|给|我|们|向|对|天天|一直|来|这些|这种|这类|任何|乱|你们|的|发|推送?|群发)*(?:消息|短信|信息|推送|广告|垃圾)(?:了|啦|吧|给我|[,.!。~]|$)|(?:别|不要|不许)(?:再|老|总|天天|一直)*(?:烦|打扰|打搅|骚扰)(?:我|我们)(?:了|啦)?[.!。~]*$|\b(?:stop|quit|no more) (?:sending|messaging|texting|spamming)(?: me)?(?: any)?(?: (?:messages?|texts?))?[.! ]*$|\b(?:do not|don't) (?:send|message|text) me (?:any(?: ?more)?|again|messages|texts)|^(?:please )?unsubscribe(?: me)?[.! ]*$|^退订[。.!]*$/

/** 「不要再给我发消息了」, asked or not: nothing more of our own accord. For short talk about nothing else. */
export const wantsSilence = (said: string): boolean =>
  said.length <= 40 && silence.test(said) && !/电话|微信|师傅|群里|邻居|call me/.test(said)

/** 「等会再说」 */
export const putsOff = (said: string): boolean =>
  /(等(会|下|一会|一下|我|他|她|老公|老婆|晚上|周末|明天|回)|晚(点|些|上)|回头|稍(后|等|候)|待会|一会|过(会|两天|几天|阵子)|改天|明天|回家|回去|下班).{0,8}(再|说|看|评|回|告诉|聊|试|检查|吧|$)|(在|正)(忙|开会|开车|上班|上课|外地|出差)|开(车|会)(呢|中|着)|没空|没时间|很?忙(着|呢|死|,|。|$)|不方便|出差|不在(家|本地|小区)|还没(来得及)?(看|试|用|到家|回家|检查|顾上|确认|发现)|没来得及|问(一?下|问)?(我)?(老婆|老公|爱人|家里|我妈|我爸|租客|孩子)|\b(later|busy|in a meeting|driving|at work|not (at )?home|haven'?t (checked|tried|had|seen|looked|been)|ask my|tonight|tomorrow|get back to you|let you know|will (check|answer|reply|see)|travel(l)?ing|out of town|hold on|one moment|please wait|wait a)\b/.test(
    said,
  )

const greeting =
  /^(你好|您好|在(吗|么|不)|hi|hello|hey|哈喽|嗨|喂|早(上好)?|晚上好|good (morning|evening|afternoon)|test|测试|嗯+|哦+|啊+|[?]+|[.。…]+)[,.!?。~ 啊呀]*$/
/** 「在吗」「今天天气真好」 */
export const isSmallTalk = (said: string): boolean =>
  greeting.test(said) ||
  /^(?:那)?(?:你|您|你们)猜(?:一?猜|一下|看|呢|吧|吗)*[,.!?。~]*$|^(?:you |take a )?guess[.!?]*$|天气|吃(饭|了)(吗|没)|你(叫|是)(什么|谁)|\b(weather|who are you)\b/.test(
    said,
  )

const asked =
  /[?]|(吗|么|嘛|呢)[?。!]?$|谁|哪(个|里|位|家|天|些|儿|张|条)?|多少|多久|几(点|时|天|号|楼|块|元)|什么(时候|时间|意思|单|工单|情况|是|叫|事)|(?<!不)怎么(?!样|这么|那么|才|还|又|不)|为什么|能不能|可不可以|可以.{0,12}吗|要不要|是不是|有没有|转人工|人工客服|找(人工|客服)|发错|打错|搞错|没(有)?(报|申请|叫|提|下)(过)?(修|单)|(不是|没)我(报|的)|电话(是)?多少|\b(who|what|which|where|when|why|how (much|many|long|do|can|does|to)|can (i|you)|could (i|you)|may i|do you|does it|is (it|there|this)|are (you|there)|wrong (number|person)|i didn'?t (report|request|order)|human|agent|real person|operator)\b/
/** A question of their own, a wish for a person, or a wrong address. */
export const asksSomething = (said: string): boolean => asked.test(said)

/** 「哪次维修？」 asks which matter is meant, and judges none. */
export const asksWhich = (said: string): boolean =>
  /^(?:请问|你?说的?|问的?|这|是|指的?)*(?:是)?(?:哪|啥|什么)(?:一)?(?:次|个|单|件|回|位|处|户|家)?(?:维修|修理|报修|师傅|服务|工单|单子|事情?|问题|投诉|东西|水管|管子|的)*[?。!呀啊呢嘛]*$|^(?:which|what) (?:one|repair|job|ticket|visit|service|complaint|issue|problem)(?: is (?:this|that|it)(?: about)?)?[?.!]*$/.test(
    said,
  )
