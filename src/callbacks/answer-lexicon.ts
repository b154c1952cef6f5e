/**
 * What words of an answer are worth: 3 strong praise, 2 praise, 1 it works, 0 so-so, -1 a slight reproach, -2 a reproach, -3 a hard one.
 * All patterns are for normalised text, where 啥 is 什么 and 咋 is 怎么.
 */
export type Worth = -3 | -2 | -1 | 0 | 1 | 2 | 3

/** Set phrases, before single words: what they say is not the sum of their words. The first that fits takes the words; undefined says nothing. */
export const phrases: readonly (readonly [RegExp, Worth | undefined])[] = [
  // Words that hold a good or bad word and say neither.
  [
    /(困扰|烦)(了)?(我)?.{0,3}(很|好|太)?(久|长时间)(的)?|天气.{0,6}好|(你|您)好|不好意思|(约|说|讲|谈|定)好|麻烦(?=你|您|了|来|帮|再|快|,|。|$)|好像|好好(?=说|修|看|查|干|管|弄)|好歹|最好(?=能|是|再)|真的(?=没|不)/g,
    undefined,
  ],
  // Better than another is no superlative.
  [/比.{1,12}(强|好)(多了|些|一?点)?/g, 2],
  // Denied faults.
  [
    /没(有)?(什么|任何|一?点|一丝)?(可|好)?(毛病|挑剔|挑的|话说|得说|的说|说的|缺点|瑕疵|不满意?的?|不好的?|可说的)|没有?(的|得)?说|无可挑剔|挑不出(什么)?(毛病|刺)|(一点|一些|半点)(问题|毛病)都?没有?|\b(no|without any) (complaints?|issues?|fault)( at all)?\b|nothing to complain|can'?t (complain|fault)/g,
    2,
  ],
  [
    /(目前|暂时|现在|还)?(没|没有|未|未见)(再)?(发现|出现|看到)?(什么|任何|其他|别的)?(问题|异常|状况|意见)(了)?/g,
    1,
  ],
  [/\b(no|not any) (problems?|leaks?|leaking|dripping|noise)( now| anymore| any more)?\b/g, 1],
  // So-so.
  [
    /不好不(坏|差)|不好也不(坏|差)|有好有坏|说?不上好也?(说|谈)?不上坏|不(功|好)不过|不温不火|不咸不淡|平平(无奇|淡淡)?|普普通通|普通|中规中矩|中等|中不溜|一般(般|吧)?|凑(合|活|乎)|湊合|将就|勉(强|勉强强)(?!好)|马马虎虎|马虎(吧|啦)?$|麻麻|及格|过得去|说得过去|差强人意|差不多(吧|了|意思)?|也就(那|这)(样|么回事)|就(那|这)(样|么着|么回事|么个样)(吧)?|一半一半|半好半坏|五五开|没(什么|有?特别)(的)?(感觉|特别|想法|感受|印象)|无感|无所谓|随便|湊和|四五六|not (?:too |so |that |very )?(?:bad|terrible|awful|horrible|the worst),? ?(?:but |and |or |nor )?not (?:too |so |that |very |exactly )?(?:good|great|perfect|amazing|brilliant|excellent|fantastic|wonderful|the best)|not (?:too |so |that |very |exactly )?(?:good|great|perfect|amazing|brilliant|excellent|fantastic|wonderful|the best),? ?(?:but |and |or |nor )?(?:not )?(?:too |so |that |very )?(?:bad|terrible|awful|horrible|the worst)|neither (?:good|great|brilliant|perfect|amazing) nor (?:bad|terrible|awful|horrible)|so[- ]?so|(?<!below |above )\b(average|meh|mediocre|acceptable|passable|tolerable|neutral|adequate|middling|nothing (special|more|great|much)|could be (better|worse)|room for improvement|nothing to write home about|ok(ay)? ?(ish)|fair enough|whatever)\b|i guess|i suppose/g,
    0,
  ],
  [
    /还行|还可以吧|还算(可以|行|过得去)|还成|还凑合|\b(it'?s|it was|was|is|just|only) (ok(ay)?|alright|all right)\b|^(okay|alright|all right)[.!]?$/g,
    0,
  ],
  [
    /还可以|还好|(?<!相当|很|非常|挺|真|太)可以(?=的|了|吧|,|。|!|$)|(?<![\u4e00-\u9fff])可以可以|^行(吧|了|的|啊|,|!|。|$)|\bnot (too |so |that )?bad\b|\bok(ay)?\b|\balright\b/g,
    1,
  ],
  // Strong praise.
  [
    /除了(满意|好|赞).{0,3}(还是|就是)|想不到这么|没想到(这么|会这么|居然这么|能这么)(快|好|方便|负责|专业|仔细|及时)|惊喜|出乎意料的?好|超(出|乎)预期|好得(很|不得了|没话说)|好到|没话说|没得挑|滴水不漏|心服口服|服气|竖(起)?大?拇指|业界良心|良心(?=师傅|物业|服务)|三下五除二|雷厉风行|手到病除|妙手|神速|秒(修|回|到|来)|立马(就)?(来|到|修|好)|爱了(爱了)?|必须(的)?(满意|好评|赞)|过硬|yyds|绝绝子|666+|6到飞起|杠杠|顶呱呱|呱呱叫|没毛病|巴适|安逸|得劲|好使得很|老好了|嘎嘎(好|快)|倍儿?(好|棒|爽)|一级棒|一流|完美|棒棒(哒|的|滴)|牛(逼|批|掰|哄|啊|的|了)|好样的|好快手|掂呀|好掂|好正|(非常|特别|很|十分|真的?|太)?(感谢|感激|多谢|谢谢|谢了|谢啦|感恩|致谢)|辛苦(了|啦|师傅|你们|大家|.{0,6}跑)|帮了?.{0,4}大忙|好评|五星好评|点(个|一个)?赞|赞(?!成|同|助)|表扬|(送|做)(面|个)?锦旗|给力|靠谱|优秀|良好服务|贴心|暖心|放心了?|省心|安心|舒心|再接再厉|下次还(找|要|叫)|强烈推荐|还(帮|给|替|教|主动|顺手|特意)(我|忙|他|她|把|擦|拖|检查|打扫|清理)|把地(板)?(都|也)?(拖|擦|扫)/g,
    3,
  ],
  [
    /couldn'?t be (happier|better|more)|could not be (happier|better)|\b(excellent|perfect(ly)?|amazing|awesome|fantastic|wonderful|brilliant|superb|outstanding|lovely|loved?|impress(ed|ive)|flawless|spotless|terrific|exceptional|superstar|legend|delighted|thrilled|top[- ]?(notch|class|marks|service|job|work|quality|man|guy)|first[- ]class|good as new|well done|kudos|two thumbs up|thumbs up|highly recommend|above and beyond|best (maintenance|service|repair|plumber|job|experience)|all good|much appreciated|appreciate(d)?( it)?|thank(s| you)( a lot| so much| very much)?|cheers|great|super|keep it up)\b|(?<![a-z])a\+|10\/10/g,
    3,
  ],
  // Wishes for next time are slight reproaches.
  [
    /(希望|建议|最好|要是|如果|下次).{0,12}(快|早|准时|及时|注意|改进|改善|提高|提前|干净|仔细|客气|更好|再)(一?点|一?些|一下|能)?|(再|更)?.{0,8}就(更|完美|十全十美|再好不过)|怕你们?骄傲|小(问题|瑕疵|毛病|遗憾|插曲|建议)|美中不足|小贵|仍有.{0,4}空间|进步空间|(if|wish|hope|would be (nice|better)).{0,20}(faster|earlier|cleaner|sooner|next time)/g,
    -1,
  ],
  // Slight reproaches.
  [
    /(可以|能|应该|要是能?)再.{0,6}(些|点|一点)|(来)?晚(到)?了(一会儿?|半个?小时|十?几分钟|[十二三四五\d]+分钟)|晚到[\u4e00-\u9fff\d]{1,3}分钟/g,
    -1,
  ],
  [
    /(慢|晚|久|贵|吵|脏|乱|迟|冲|长|拖|糙|差)(了)?(一)?(点|些)(儿)?(?!意思)|(有(一)?点|有些|稍(微)?|略(微|有)?|一点点?|些许)(儿)?(小)?(慢|晚|久|贵|吵|脏|乱|迟|冲|长|拖|粗糙|潦草|麻烦|瑕疵|遗憾|问题|难打|急|不便|脏乱|费劲|味)(到|了)?|\b(a (little|bit|tad)|slightly|somewhat|bit|little) (too )?(rude|slow|late|pricey|expensive|messy|noisy|long|dirty|steep|delayed|rushed|mess|of a mess)\b|left a (bit of a )?mess\b|\bpricey\b/g,
    -1,
  ],
  [/(有(一)?点|有些|稍(微)?)(儿)?(差|不满|失望|不爽|不舒服|不好|不行|敷衍|不耐烦|糊弄)/g, -2],
  // Hard words.
  [
    /(太|很|真|非常|实在)(是)?(让|令|叫)(人|我)?(失望|无语|生气|寒心|恼火)|差差差|差劲|极差|巨差|差到|差得(很|要命|离谱)|太(差|烂|垃圾)|(很|非常|真|超|最)差|最差|差(?=!|。|$)(?<=^差)|烂(透|爆|死|到家)|稀烂|太烂|很烂|垃圾(?!桶|房|站|箱|袋|车|没|三|堆|满|分类|.{0,4}(没人|收|清|倒|扔|运|味|臭))|废物|滚(?!筒|动)|呸|恶劣|恶心|气(死|炸|人)|离谱|无语|无耻|不要脸|坑(人|爹|钱|死|我)|骗(人|子|钱)|忽悠|糊弄|应付了事|敷衍(了事|塞责)|简直是?.{0,3}(敷衍|浪费|侮辱|笑话|灾难)|投诉|举报|曝光|什么(玩意|东西|破|鬼|垃圾|素质|态度|水平|服务|效率)|骂骂咧咧|没(有)?素质|没见过(这么|如此|这样)|没谁了|绝了(?!.{0,3}好)|笑(死|话)|嫌多|不想给|再也不|这辈子|从(没|来没)见过(这么|如此)|前所未有的?(差|烂)|忍无可忍|受够|浪费(我)?(的)?(时间|感情|钱|生命)|毫无(作用|责任|诚意)|不负责|不作为|推(来推去|三阻四|诿|卸)|踢皮球|吵(架|起来)|跟我吵|骂(我|人)|乱七八糟|一塌糊涂的?(服务|活)|能满意(吗|么|嘛)|满意(个)?(鬼|屁|毛|头|锤子|才怪)|好(个)?(屁|鬼|锤子)|好什么好|算(什么|哪门子)/g,
    -3,
  ],
  [
    /\b(terrible|terribly|awful|horrible|horrid|worst|useless|disgusting|pathetic|unacceptable|hate|hated|furious|rubbish|garbage|trash|crap|disgrace(ful)?|joke|appalling|atrocious|abysmal|dreadful|shocking|scam|incompetent|fed up|never again|waste of (time|money)|fail(ed|ure)?|are you (kidding|serious)|you('re| are) kidding|ridiculous|outrageous|nightmare|shame on)\b/g,
    -3,
  ],
  // Reproaches.
  [
    /(不敢|难以)恭维|一言难尽|有待(提高|加强|改进|改善)|需要?(提高|加强|改进|改善)|亟待|不尽(如)?人意|差(那么)?(一|点)?点?(意思|火候)|差(得|了)(很)?远|不咋(地|的|样)?|不(怎么)(样|地|的)|(态度|服务|质量|技术|手艺|做工|人品|流程|管理).{0,3}(有问题|成问题|太?繁琐)|毛毛糙糙|毛糙|拉胯|拉垮|不(透明|明不白|规范|清不楚|地道|干脆|灵|中|像话|靠谱|上心|走心|当回事|合理|值(得|当)?|守时|准时|讲理|耐烦)|爱(搭|答|理)不(理|搭)|不(理|搭理|睬)(人|我)|爱理不理|(黑|板|拉|臭|绷)着(个)?脸|没(个|有)?笑脸|摆(臭)?脸|甩脸|臭脸|脸色|没好(气|脸)|阴阳怪气|没(有)?(礼貌|素质|耐心|责任心|诚意|道歉|收拾|清理|打扫|擦|穿鞋套|戴鞋套)|没(弄|收拾|打扫|擦|清理?|扫)干净|没(两|几)?下就走|看(了)?(一|两)?眼就(走|跑)|(弄|搞|整|糊|踩|溅)(得|的)(到处|满地|一地|我?家?.{0,4}(都是|一塌糊涂|脏|乱))|(地上|墙上|到处|满地|满屋|家里).{0,6}(灰|泥|印|水|脏|垃圾|胶|乱)|一塌糊涂|一堆灰|乱(收费|要价|扣)|多收|收(了)?我.{0,3}(百|十|块|元)|宰(人|客)|迟到|放(了)?(我)?鸽子|失约|爽约|说好.{0,10}(才|却|没|等|结果)|等(得|了|到|太|好|很)(太|好|很)?(久|半天|老半天|漫长|花儿?都谢)|等(了)?(足足|整整|将近|差不多|快|大概|起码)?.{0,3}(天|周|星期|礼拜|月|小时|钟头|下午|上午|晚上)|(天|周|星期|礼拜|个?月|小时|钟头)(了)?才|(催|打)(了)?.{0,8}(遍|次|回|电话).{0,4}(才|没)|拖(了|拖|到|沓|延|得)|磨(蹭|叽|洋工)|慢(吞吞|腾腾|得要(死|命))|半天(才|不|没)|(跑|修|来|弄|换)(了)?(好几|[三四五六七八九十]|几)(趟|次|遍|回)|粗(心|鲁|暴)|毛手毛脚|应付|马大哈|草率|偷工减料|口气|语气|冲(?=得很|的很|$)|凶|嚣张|傲慢|不服气|扯皮|来回折腾|折腾|后悔|郁闷|心寒|难(用|沟通|看)/g,
    -2,
  ],
  [
    /\b((did ?n[o']t|don'?t|do not) like|below (average|par)\b|left (\w+ )?(dirt|mess|rubbish|everything).{0,10}everywhere|disappointment|unsatisfied|unsatisfactory|annoy(ed|ing)|frustrat(ed|ing)|upset|mess|messy|dirty|overpriced|expensive|late|delay(ed|s)?|forever|ages|too long|waited|waiting|kept me waiting|no (apology|apologies|explanation|communication)|(did ?n[o']t|never) (apologi[sz]e|call|tell|clean|bother|listen|explain|show)|below expectations?|needs? (improvement|work)|lacking|subpar|took (\w+ )?(weeks?|days|months?|hours)|(two|three|four|five|several|many|\d) (visits|times|attempts)|not up to)\b/g,
    -2,
  ],
  // It works.
  [
    /(修|弄|搞|整|处理|解决|换|通|装|疏通|补|搞掂|完成|做|办)(得|的)?(好|完|妥|通|掂|定|利索)?(了|啦|咯)(?!.{0,2}(天|周|次|趟|遍|个月|等于|跟|和没))|(修|弄|搞|整|处理|换|通|装|疏通|补)(好|完|妥|通|定)|(已|已经|都)(经)?(修|弄|处理|解决)(好|完|了)?|(不|没再|没有再|再没|再也没|不再)(漏|滴|渗|响|堵|闪|臭|跳)(水|闸|了)?|(现在|已经|都|能|可以)(正常|用|亮|通)(了|得)?|正常(了|使用)?|(亮|通|好|恢复|妥|搞定|ok)(了|啦)(?=,|。|!|$|\s|,|呀|哈|吧|呢|谢)|(水|灯|电|门)(不|好|能)?.{0,2}(好|通|亮|来)了|能用|好用(?!得很)|好使|(?<!不)见效|管用/g,
    1,
  ],
  [
    /\b(fixed|solved|resolved|repaired|sorted|done|works?|working|fine|(dry|clear|back) (now|again)|doing (its|the) job)\b/g,
    1,
  ],
]

/** Words that praise, graded by what stands before them. */
export const goodWords =
  '(?<![a-z])ok(?![a-z])|满意|好|棒+|不错|专业|负责(?:任)?|周到|及时|快(?!递|点|要|被)|迅速|麻利|利索|利落|细心|细致|仔细|认真|耐心|热情|客气|礼貌|和气|和善|友好|友善|实在|厚道|贴心|到位|彻底|明白|舒服|干净|整洁|方便|省事|高效|靠谱|准时|守时|强|厉害|漂亮|地道|称心|如意|理想|开心|高兴|愉快|值|划算|合理|懂行|在行|老练|熟练|爽快|痛快|清楚|可以|行|中(?=,|。|!|$)|成(?=,|。|!|$)|高(?=,|。|!|$|的很)'
/** Words that blame. */
export const badWords =
  '不满(?:意)?|差(?!点|不多|别|价)|糟(?:糕)?|烂|慢|晚|久|贵|吵|脏|乱|臭|坏|凶|冲|拖(?:沓|拉)?|敷衍|马虎|粗糙|潦草|随便|冷淡|冷漠|麻烦|费劲|失望|生气|不爽|气愤|心累|闹心|坑|水(?=,|。|!|$|了)|傲慢|懒|笨'
export const englishBad =
  'rude|unprofessional|unhelpful|careless|sloppy|lazy|messy|disappointed|disappointing|dissatisfied|unhappy|bad(?:ly)?|poor(?:ly)?|slow(?:ly)?'
export const englishGood =
  'good|nice|satisfied|happy|pleased|glad|quick(?:ly)?|fast|prompt(?:ly)?|speedy|efficient|helpful|friendly|polite|kind(?! of)|courteous|patient|professional(?:ly)?|thorough|careful|clean|neat|tidy|decent|solid|smooth(?:ly)?|better|well|skilled|skillful|knowledgeable|careful|punctual|on time|reliable|convenient|positive'
