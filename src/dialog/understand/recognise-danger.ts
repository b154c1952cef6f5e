import { normaliseText } from '../../shared/normalise-text.ts'
import type { DangerKind } from '../../shared/vocabulary.ts'
import { dangerRules } from './danger-rules.ts'

/** Talk about a danger that is no danger: practice, lessons, art, forecasts, questions about rules. */
const unreal =
  /演练|演习|演戏|彩排|排练|话剧|是[^,，。]{1,8}玩(?:过家家|游戏)|那是戏|(?:是|这是)问问|(?:没有?|没)被(?:抓|咬|撞|砸|困|偷|电)|拍戏|拍视频|培训|讲座|宣传|手抄报|黑板报|作业(?!面)|作文|征文|海报|标语|小说|电影|电视剧|短剧|剧本|剧情|游戏里|打游戏|新闻里|新闻上|段子|谜语|梦见|梦到|做梦|做了个梦|噩梦|预案|科普|知识竞赛|考试|考题|保险(公司|理赔|条款|赔)|测试(一下)?(报警|警报|系统)|假的|开玩笑|逗你|玩笑话|比喻|打个比方|愚人节|我(?:是)?(?:说|讲|指)的?(?:是)?我?(?:这|那|的)?.{0,8}(?:手气|牌|嗓子|嘴|心|脑子|钱包|朋友圈|股|歌|饭|菜|辣|火锅|老公|老婆|脾气|作业|人气)|(?:捅|打|跑|说|写|按|搓|敲|忙|气|累|辣|催|算|脑子|嗓子|手指|鼠标|键盘|cpu).{0,4}冒烟|冒烟(?:了)?(?:的)?(?:嗓子|脑子)|\b(drill|homework|movie|joke|kidding|dream(t|ed)?|novel)\b/

/** It is over, or it was long ago. */
const past =
  /昨天|昨晚|昨夜|昨日|前天|前晚|大前天|上周|上个?星期|上礼拜|上个?月|上次|上回|去年|前年|那次|那回|那天|前几天|前阵子|前段时间|前些|\d{1,2}月\d{1,2}[日号]|以前|从前|曾经|当年|当时|小时候|早些年|听说|据说|(隔壁|别的|其他|对面|旁边)的?小区|抖音|热搜|网上|\b(yesterday|last (night|week|month|year)|ago)\b/
const still =
  /现在(?!没事|好好|好了|正常|都好|已经好|的)|还在|还没(灭|关|出|走|停)|又|此刻|这会儿|正在|刚刚|越来越|到现在|一直|(昨天|昨晚|昨夜|前天)(晚上|夜里)?(就)?(开始|起)|仍|今天|今早|今晚|还冒|还有味|\b(now|still|again)\b/
const over =
  /(?:修|弄|处理|恢复|解决)(?:好|完|正常)?(?:了)?(?:吗|没有|没|么)(?:[?？]|$)|又自己(?:走|开|动|好|亮)了|自己又(?:走|开|动|好)了|早(?:就)?(?:换|修)(?:新|好)|现在(?:都)?(?:没事|好好的)|换水洒|结果是|原来是|陪到医院|多亏|没事了|没事啦|已经没事|已经(灭|扑灭|关|修好|处理好|解决|救出|出来|找到|送医|好了|走了|停了)|扑灭了|灭了火|火(已经)?灭了|(处理|解决)(好|完)了|(救|放|走)出来了|找到了|虚惊一场|误报|不用(来|担心|管)了|是误会|搞错了|闹乌龙|律师函|索赔|误工费|没有人受伤.{0,6}已|\b(false alarm|it'?s over|already (fixed|out|found)|found (him|her|them))\b/

/** A case thought of, not a case seen. */
const supposed =
  /如果|假如|假设|假使|倘若|要是|万一|不敢想|真着起|等(?:着)?(?:砸|烧|摔|淹|出)(?:死|到|了)?.{0,4}(?:人|事|命).{0,4}(?:再|才)|真(?:的)?(?:要是?|是)?(?:着|起|出|有|失)了?(?:火|事)|(?:我|你)?真要|哪天|将来|以后|有一天|(?:碰到|遇到|遇上)(?!.{0,8}了[!！。，,]*$)|发生.{0,6}(时|的时候)|\b(if|in case|suppose|what happens when)\b/
const asksRule =
  /会不会|是不是(?:一定|都得|就得)|能不能用|可不可以|可以吗|行吗|有没有(规定|预案|灭火器|报警器|保险|演)|哪里(有|能|可以)|什么时候(演|检|查)|流程|规定|多久(检|查|换)|怎么(预防|避免|防|逃|申请|报名|安装|用)|怎样(预防|避免)|注意(什么|哪些|事项)|多少钱|几点|算谁|谁(负责|赔|承担|(先|来)?(垫|出钱|掏钱|付钱|出(?=[?？啊呀呢]|$)))|赔(吗|不赔|多少)|\b(how (do|to)|who (do|should|pays))\b/
const asksWhom = /找谁|打(什么|哪个|几)|怎么(做|处理|办)|该(怎么|找|打|做)|在哪|\b(what (should|do)|where)\b/
const isHappening = /[了着在味呢啊！!]|快|救|\b(now|help|is|are)\b/
const denies =
  /(不是|并非|不算|没有?|别以为是|不像|绝不是|肯定不是|排除)(什么|在|真的?|是|有|人|闻到|发生|被)?(着火|起火|失火|火灾|(?<!冒.{0,2}烟.{0,6})火|冒烟|煤气|燃气|天然气|瓦斯|漏气|漏电|触电|爆管|淹|进水|被?困|受伤|晕|小偷|贼|入室|泄漏)|以为(是|有)?.{0,8}(着火|起火|煤气|燃气|天然气|漏气|冒烟|进贼|小偷|爆炸|触电|地震)|\b(not|no|isn'?t|wasn'?t) (a |an |any )?(fire|gas|smoke|emergency|flood)\b/
const presentWitness =
  /(我|我们|我家|这里|这边|楼道|厨房).{0,8}(闻到|看到|看见|听到)|救命|快来|来人|赶紧|马上|急|！！|!!|正在|现在|着火了|冒烟了|漏了|被困|出不去|出不来|报警器.{0,6}(响|叫)/

/**
 * Gives the danger that the text reports as happening now, or nothing for drills, jokes, idioms, past events, suppositions and denials.
 * Pure and synchronous; needs no model and no I/O, and takes well under a millisecond.
 */
export function recogniseDanger(text: string): DangerKind | undefined {
  const told = normaliseText(text)
  const said = told.replace(deniesUnreal, ' ').replace(meanwhile, ' ')
  // Who says that it is no drill speaks of what is, not of what might be.
  const isSure = deniesUnreal.test(told)
  deniesUnreal.lastIndex = 0
  if (said.trim().length === 0) return undefined
  for (const rule of dangerRules) {
    const match = rule.says.exec(said)
    if (match && !rule.unless?.test(said) && isNow(said, match.index, isSure)) return rule.kind
  }
  return undefined
}

const bareCry = /^[\p{P}\s]*(?:救命|救救我们?|快?来人|help(?: me)?|sos|🆘)[啊呀哇阿吖呐\p{P}\s]*$/iu

/** Whether the text calls for help without a word of what is the matter. */
export const isBareCry = (text: string): boolean => bareCry.test(text.normalize('NFKC'))

/** Whether the words tell of now: no drill, story, denial, past or supposition. Asked before a learnt voice may speak of danger. */
export function tellsOfNow(text: string): boolean {
  const told = normaliseText(text)
  const said = told.replace(deniesUnreal, ' ').replace(meanwhile, ' ')
  const isSure = deniesUnreal.test(told)
  deniesUnreal.lastIndex = 0
  return said.trim().length > 0 && isNow(said, 0, isSure)
}

/** 「不是演习」 says that it is real; what it denies must not count as said. */
const deniesUnreal =
  /(这|可|真|绝对)?(不是|并非|没有?在?)(在)?(演习|演练|开玩笑|玩笑话?|骗你们?|假的|逗你|做梦)|(没有?|没)人?(受伤|被困)(，|,)?(但是?|不过|可是?)|\b(not|no|isn'?t|aren'?t) (a |an |in a )?(drill|joke|joking|kidding)\b/g

/** What the witness was doing when it happened; the danger itself is real. */
const meanwhile =
  /(做|写|看|打|玩)(完|着|到一半)?(了)?(作业|游戏|电影|电视|小说)(的时候|时|呢|完|到一半)|刚(刚)?(做|写|看|打|玩)完(作业|游戏|电影|电视)|梦(做)?到一半/g

function isNow(said: string, at: number, isSure: boolean): boolean {
  if (unreal.test(said) || denies.test(said)) return false
  if (over.test(said) && !/还(有|没|在)|又/.test(said)) return false
  if (past.test(said) && !still.test(said)) return false
  return isSure || !isSupposed(said, at)
}

function isSupposed(said: string, at: number): boolean {
  const before = said.slice(0, at + 8)
  const supposes = supposed.exec(before)
  if (supposes && supposes.index <= at + 6 && !presentWitness.test(said.slice(0, supposes.index))) return true
  if (presentWitness.test(said)) return false
  return asksRule.test(said) || (asksWhom.test(said) && !isHappening.test(said))
}
