/** Words of answers to 「这次处理您满意吗」, by what they say; normalised text. */
export const words = {
  optOut:
    /(别|不要|不用|不必|甭|勿|少|莫|停止|唔好|不想)(再|老|总|一直|老是|总是|给我|来|这样)*.{0,6}(发|传|烦|打扰|骚扰|回访|问卷|调查|推送|短信|联系我|找我|问我|来问|@)|(消息|短信|调查|问卷|回访).{0,6}(不用|别|不要|停|取消|关)|(能不能|可不可以)(别|不).{0,6}(发|问|烦)|退订|^td$|取消(订阅|回访|推送)|拉黑|unsubscribe|opt ?out|^stop[.!]?$|stop (sending|messaging|texting|asking|contacting|bothering|spamming)|leave me alone|(don'?t|do not|no more|never) (send|message|text|ask|contact|bother|survey|spam|of these)|(no more|any more of) .{0,12}(survey|message|text)/,
  later:
    /(等(会|下|一会|一下|我)|晚(点|些)|回头|稍后|待会|过(会|两天|几天)|改天|(在|正)(忙|开会|开车|上班)|没空|现在忙|还没(看|试|用|到家|回家)).{0,6}(再|说|看|评|回|告诉|聊)?|\b(later|busy|in a meeting|driving|not home yet|haven'?t (checked|tried))\b/,
  notFixed:
    /(没|未|没有|还没|并没|根本没|压根没|都没|都不|不)(有)?(给|人)?(彻底|完全|真正)?(修|弄|搞|处理|解决|清|换|整|通)(?!得?(很|太)?干净)(好|完|掉|干净|彻底)?(?!到位.{0,3}更)|等于没(修|弄|来|换|处理|做)|白(修|跑|弄|来)|还(是)?(在)?(漏|滴|渗|响|堵|闪|臭|吵|坏|不亮|不通|不好|那样|一样|老样子|原样)|老样子|一点没变|没(变化|效果|好转|改善|区别|用)|又(不好使|坏|堵|漏|不亮|开始(漏|滴|响|堵)|出(问题|毛病)|这样|那样|不行)|就(坏|又|开始(漏|滴|响|堵))|照样(在)?(漏|滴|渗|响|堵|坏)|这也(叫|算)(是)?(修|弄|处理|解决)|(没|都没|还没|从来没|一直没)有?(人|师傅|谁)(来|管|处理|上门|联系|修)|没来(过|人|修)|not (been )?(fixed|solved|repaired|resolved|working|done)|没(两|几|多)?(天|久|小时).{0,3}又|(still|keeps) (leak|drip|broken|not|no|block|stuck|the same|noisy|doesn)|(broke|leaking|broken|blocked|stopped|failed|started) again|nobody (came|has come|fixed|showed)|no ?one (came|fixed|showed|has)|never (came|fixed|showed)|same (problem|as before)/,
  strongBad:
    /(非常|很|太|特别|超级|十分|极其|极度|真|好|一点(都|也)|完全|根本|从来|绝对)(的)?(不满|差(?!强)|糟|烂|失望|垃圾|不满意|不负责|敷衍|气人|恶心|坑)|差劲|极差|恶劣|垃圾|糊弄|忽悠|坑人|骗人|投诉|离谱|无语|滚|呸|气死|没谁了|嫌多|笑死|什么玩意|\b(terrible|awful|horrible|worst|useless|disgusting|pathetic|unacceptable|hate|furious|rubbish|disgrace(ful)?|joke|very (bad|dissatisfied|disappointed|poor|slow))\b|(really|extremely|so|absolutely) (bad|disappointed|slow|poor)/,
  bad: /不(太|怎么|大|是很|咋)?(满意|行|好|咋地|咋样|怎么样|干净|专业|到位|彻底|认真|礼貌|及时|理想|值|舒服|耐烦)|失望|不咋|修了等于|没(弄|收拾|打扫|擦|清)(理)?(干净|好)?|敷衍|马虎(?!虎)|(太|真|好|很|有点|非常|实在)(慢|久|贵|晚|拖|乱|脏|吵|磨蹭)|拖(了|拖|到|沓)|等了.{0,6}([\d一二两三四五六七八九十半几好]+|整整|一)?(个)?(天|周|星期|礼拜|月|小时|钟头)|口气|脸色|凶|不理人|\b(bad|poor|rude|slow|late|disappointed|disappointing|dissatisfied|unhappy|unsatisfied|annoyed|mess|messy|took (ages|forever|too long|so long|\w+ (days|weeks))|not (great|good|happy|satisfied|impressed|clean|very good)|waited)\b/,
  slightBad:
    /(慢|晚|久|贵|吵|脏|乱|迟|磨蹭|潦草|粗糙)(了)?(一)?(点|些)|小贵|(有|稍|略)(一)?(点|微|些)(儿)?(小)?(慢|晚|久|贵|吵|脏|乱|迟|潦草|粗糙|瑕疵|遗憾|问题)|小(问题|瑕疵|毛病)|\b(a (bit|little)|slightly|somewhat|bit) (slow|late|pricey|expensive|messy|noisy|long)\b|left a mess|\ba little mess\b/,
  middle:
    /一般|凑合|马马虎虎|将就|普普通通|中规中矩|还行吧?|还可以吧|过得去|说得过去|勉强|及格|差强人意|麻麻|没(什么|啥)(感觉|特别|想法)|就那样|就这样吧|不好不坏|不好也不坏|不功不过|湊合|so-?so|average|meh|mediocre|(it'?s|was|just)? ?(ok(ay)?|alright)( i guess)?$|ok(ay)?,? i guess|could be better|not bad not good|nothing special|neutral/,
  strongGood:
    /(非常|很|太|特别|超级|超|十分|挺|相当|真|好|真的很|蛮|贼|老|几|顶)(的)?(满意|好|棒|赞|不错|给力|专业|负责|周到|及时|快|细心|耐心|热情|客气|贴心|靠谱|认真|到位|利索|明白|牛|舒服|干净|可以)|好好人|满意满意|完美|一流|顶呱呱|杠杠|没(得|的)说|没毛病|没话说|无可挑剔|给力|靠谱|点赞|棒|赞|贴心|巴适|得劲|牛(逼|批|啊)?|优秀|神速|辛苦|感谢|多谢|谢谢|谢啦|好评|帮了?.{0,3}(大忙|我)|还(帮|给|替)(我|忙|他|她)|\b(excellent|perfect|amazing|awesome|fantastic|wonderful|great|brilliant|superb|outstanding|love|impressed|thank(s| you)?|professional|friendly|polite|very (good|satisfied|happy|quick|fast|helpful|nice|well)|all good|super|really (good|happy|nice|well)|top notch|flawless|well done|spotless|good as new)\b/,
  good: /满意|(解决|弄好|修好|搞定)了|不错|可以|还行|还好|还可以|行(?!业|政|李|为|人)|好(?!几|久|多|像|不|吧)|没(有)?(什么|啥)?(问题|不满意?的?|意见|毛病)|没(有)?什么不|能用|利索|客气|(?<!慢|久|贵)快(?!点|递)|及时|干净|专业|热情|强多了|比.{0,10}(强|好)|\b(good|nice|fine|ok(ay)?|satisfied|happy|works|working|quick|fast|fixed|solved|done|helpful|clean|better|not bad|no complaints?|no problem)\b/,
  sarcasm:
    /呵呵|(牛|佩服|厉害).{0,12}(拖|等)了|nice try|took you (\w+ )?\w+ (weeks?|days?|months?|hours?) to|(真是|真|可真|可真是|也是|也真是)(服|佩服|行|可以|有你们的|没谁|专业|会|能|厉害|高效|快)(?!！*$)|才(等了|花了|用了|修了|拖了)|(厉害|专业|快|高效|效率|负责|感动|感谢|谢谢|好棒|不错|完美|优秀).{0,12}(才|等了|拖了|修了|跑了|换了|就|一个灯泡)?.{0,8}([\d一二两三四五六七八九十半几]+)(个)?(天|周|星期|礼拜|月|年|趟|次|遍)|锦旗.{0,8}(送|给)你们.{0,6}(慢|拖)|yeah,? right|oh,? (great|wonderful|nice|fantastic|brilliant|perfect)|(brilliant|great|wonderful|amazing|fantastic|impressive|bravo)[^.!]{0,40}(only|just)? ?(took|a whole|another) |(a whole|only|just) \w+ (week|month|day)s? .{0,40}(brilliant|great|wonderful|amazing|service)|thanks for nothing|well done.{0,20}(nothing|again|weeks)/,
  aside:
    /(?:^|[，,。.!！;；\s])(?:对了|另外|还有(?!点)|顺便(?:说一?下|问一?下|提一?下|说|问)?|再(?:有|就是)|此外|by the way|btw|also|another thing|oh and|and now)[，,：:\s]*/,
} as const

/** What an answer speaks of, so that 「挺好的就是慢了点」 counts for quality and against speed. */
export const aspectWords = {
  speed:
    /快|慢|及时|拖|等了|等(太|好|很)?久|晚(了|来)|迟|效率|神速|才来|\b(quick|fast|slow|late|wait(ed)?|took (ages|forever)|prompt|delay)\w*\b/,
  manners:
    /态度|客气|礼貌|热情|耐心|凶|口气|脸色|脾气|nice guy|\b(rude|polite|friendly|kind|manners|attitude)\b/,
  quality:
    /质量|彻底|干净|收拾|一堆灰|修得|修好|没修|专业|到位|利索|糊弄|敷衍|\b(quality|clean|mess|professional|fixed|properly|work(ed|s)?)\b/,
} as const
