const fault =
  '(?:漏|滴|渗|响|堵|闪|臭|吵|坏|跳闸|返味|返水|冒|湿|流(?:水|着)|没水|没电|不(?:亮|通|行|好(?:使|用)?|热|灵|工作|制冷|下水)|用不了|打不开|关不(?:上|严|紧))'
/** Work words, each as somebody may deny that it was done. */
const work = '(?:修|弄|搞|整|处理|解决|清理?|换|通|装|疏通|维修|改善|改进|落实)'

const patterns: readonly RegExp[] = [
  // 没修好, 并没有解决, 没人来
  new RegExp(
    `(?:没|未|还没|尚未|并没|根本没|压根没|从没|都没|就没|没能)(?:有|给|人|得到|见|能|帮|把)*(?:我|你们|任何人|谁|师傅|一个人)?(?:来|去|给)?(?:彻底|完全|真正|及时|有效)*${work}(?!得?(?:很|太)?干净|过(?:这么|如此))`,
  ),
  /^(还|也|都|并|根本)?没(有)?好(呢|啊|透)?($|[,。!])|(没|没有|未|无|都没|从来没|一直没|还没|不见)有?(一个|半个|任何|见到|看到|见着)?(人|师傅|谁|工人|维修)(员)?(来|管|处理|上门|联系|修|理|影|找|过来|给)/,
  /没(有)?(来|到|上门|联系|处理|动静|下文|音讯|回音|见人|见着人|人影)|(人|师傅)(影|毛)?(都|也|压根|根本|还)?(没|不)(有)?(来|见|到|看)|人影(都|也)?(没|不)|没见(到|着)?(人|师傅)|(一直|到现在|至今|迟迟)(都|也)?(没|不|无)/,
  /(修|弄|处理|解决|换|搞|清|整|通)(得)?不(好|了|彻底|掉|干净|通)|(跟|和|像|同)没(有)?(修|弄|整|换|来|处理|通)(过)?(一个?样|似的|差不多)?|等于(没|白)(修|弄|来|换|处理|做|搞|整)?|白(修|跑|弄|来|忙|折腾|换|整)|修了?个(寂寞|啥|什么)|假装修|没(什么)?(效果|用处|作用|用(?!了|过)|变化|好转|改善|区别|起作用|两样)|(一点|半点)(没|不|用没)(变|用|见好|好|管用|有)?|不(管用|起作用|见效|见好|顶用)|治标不治本/,
  /(问题|毛病|故障|现象|情况|隐患)(还|仍|依|也|一直|照)(在|是|旧|然|存在|样|有|没)|(问题|情况)没(有)?(解决|改|变)|还(是)?(那|这|老|原|一个|个)?(个)?(样|老样子|原样|那样|这样)|老样子|(一点|丝毫|根本|完全)(没|未)?(变|改)|依(旧|然)(如(故|此)|这样|那样|存在|没)|照旧|(?:跟|和)(?:之前|以前|原来|昨天|没修)(?:一样|没(?:有)?区别|没两样)|什么(?:也|都)没(?:干|做|修|弄|换)/,
  new RegExp(
    `(?:还|仍|依|照样|照旧|继续|一直|总|老|现在|目前)(?:是|在|有|旧|然|会|得|要|那么|这么|有点|一直)*(?:往外|不停|到处|偶尔|一点|一些|少量|水|轻微)*${fault}|${fault}水?(?:依然|依旧|如故|仍在)`,
  ),
  new RegExp(
    `(?:又|再次|再度|重新|接着)(?:开始|给|在|是|出现|来)*(?:往外|不停)?(?:${fault}|不(?:行|好)|出(?:问题|毛病|现)|这样|那样|犯|复发)`,
  ),
  new RegExp(
    `(?:更|比.{0,6}(?:还|更)|越来越|反而|越修越)(?:加|得|会)*${fault}|${fault}(?:得)?(?:更|比.{0,4}还)(?:厉害|严重|凶|多|大)|(?:越|越来越)(?:修|弄).{0,3}(?:差|糟|坏)|比(?:之前|以前|原来|没修).{0,4}(?:差|糟|严重)`,
  ),
  new RegExp(
    `就又?(?:开始)?${fault}(?!了?(?:一点|点))|${fault}(?:得|个)?(?:不停|依旧|如故|照旧|着呢)|(?:水|气).{0,2}还在|(?:柜子|地上|地面|地板|墙|天花板).{0,4}(?:还|仍|是)+(?:湿|在滴|漏)的?`,
  ),
  /这也(叫|算|能叫|配叫)(是)?(修|弄|处理|解决|搞定|完成)|(修|弄)(了)?(一?次|一回)坏(一?次|一回)|还(得|要|需要)(再)?(来|修|跑|弄|派)(一|几|两)?(趟|次|下|人)?|(返修|返工|二次维修|重新(来)?修|重修)|复发|反复|没两天|没几天|没过(几|两|多)?(天|久)|不到(一|两|几|半)(天|个?小时|周)/,
  /\b(not|never|n'?t|nothing|wasn'?t|isn'?t|hasn'?t|haven'?t) (been |yet |actually |really |properly |fully |completely |has been |was |is |got |get )*(fixed|solved|repaired|resolved|done|working|sorted|changed|improved|better yet)\b|\bnothing (was|has been|is|got|changed|happened)|\b(un(resolved|fixed|solved))\b|\b(is|are|does|do|did|has)n'?o?t work\b|\bdo(es)?n'?t work\b|\bno (improvement|change|difference|effect)\b|\bno use\b/,
  /\b(still|keeps?|kept|continues? to|continu(es|ing)) (\w+ )?(leak\w*|drip\w*|broken|not|no|block\w*|stuck|the same|noisy|doesn|does not|isn|hasn|there|here|happening|flicker\w*|smell\w*|clogg\w*|wet|running|dead|out|have|a problem|going on)|problem (is )?(still|persists|remains|exists)|persists?\b|(leak\w*|drip\w*|broke\w*|block\w*|stopp\w*|fail\w*|clogg\w*|start\w*|happen\w*|flicker\w*|back|same|problem|issue) (\w+ )?again\b|(same|old) (problem|issue|thing|leak|story) ?(again|as before|as ever|persists)?|(leak|drip|smell|flicker)\w* (even )?(worse|more)|(worse|the same) (than|as) (before|ever)|came back|back to (square one|how it was)|made it worse|getting worse|\bit'?s worse\b/,
  /\b(nobody|no ?one|no technician|no plumber|no worker|not a soul)( ever| even| has| has ever| actually)? (came|come|fixed|showed|turned|visited|called|contacted|been|did|repaired)|never (came|fixed|showed|turned up|arrived|called|happened)|(did ?n[o']?t|didn'?t|hasn'?t|have ?n[o']?t) (even )?(come|show|turn up|arrive|fix|solve|repair|help|work|resolve)|no[- ]show\b|^(no|nope|not really)\b.{0,6}(leak|drip|fix|work|solve|$)/,
]

/** 「没什么不满」「没再漏」 deny the fault itself; 「还没看」 says nothing yet. */
const harmless =
  /比没(修|弄|来)|没(有)?(什么|任何)?(不满|不好|问题|毛病|意见)|(没|不)(有)?(再|怎么)?(漏|滴|渗|响|堵|闪|臭|吵|跳闸|返味)(水)?了?|(还)?没(有)?来得及|还没(看|试|用|回|到家|检查|顾)|没想到|没的说|没话说|\b(no|not|without|doesn'?t|isn'?t|stopped) (more |any )?(leak|drip|noise|problem)\w*/g

/** Whether normalised words say that the trouble is there still, or again. */
export function saysUnsolved(said: string): boolean {
  const rest = said.replace(harmless, '·')
  return patterns.some(pattern => pattern.test(rest))
}

/** 「好了一天又漏」「人不错但没修好」: something was worth a little. */
export function wasWorthALittle(said: string): boolean {
  return (
    /(?<!没|没弄|没修|没搞|不|约|说|讲|没有|没处理)(好|修|通|亮|灵|管)(倒)?(是)?(了)?.{0,12}(天|周|小时|晚|早|可|但|又)|当时|刚(修|弄|开始)|(修|弄)是(修|弄)|\b(fine|worked|ok|good|fixed) (for|at first|the first|until)|\bat first\b/.test(
      said,
    ) && !/等于没|根本|压根|照样|也(叫|算)|比(之前|以前|原来)/.test(said)
  )
}
