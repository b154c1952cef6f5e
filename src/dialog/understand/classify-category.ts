import { type TicketCategory, ticketCategories } from '../../shared/vocabulary.ts'
import { categoryLexicon } from './category-lexicon.ts'

/** A category with what speaks for it; 0 means that nothing did. */
export interface CategoryScore {
  category: TicketCategory
  score: number
}

/** Probability of each category by the trained head; absent where only words are to count. */
export type CategoryEvidence = (said: string) => Readonly<Partial<Record<TicketCategory, number>>>

/** Cases in which one matter is named by the words of another: the pattern decides over all weights. */
const decisive: readonly (readonly [RegExp, TicketCategory])[] = [
  [/消火栓|消防栓|灭火器|消防箱/, 'facility'],
  [/(?:排气|换气|排风|抽风)扇|\b(?:exhaust|extractor|ventilation) fan\b/, 'electrical'],
  [/轿厢(?!.{0,8}(?:脏|臭|味|尿|吐|垃圾|狗))/, 'elevator'],
  [
    /\b(?:smoke|fire) (?:detector|alarm)\b(?!.{0,20}(?:lobby|basement|garage))|(?:烟感|烟雾(?:报警|探测)器).{0,16}(?:响|叫|没电|电池|滴|闪)/,
    'electrical',
  ],
  [/(?<!药)投放|分类桶/, 'cleaning'],
  [/(?:电梯[厅间口]|大堂|大厅|楼道|走廊|门厅).{0,8}(?:地砖|瓷砖|墙砖|石材|大理石|墙皮)/, 'facility'],
  [/借.{0,6}(?:梯子?|手?推车|伞|打气筒|电?钻|工具|轮椅|锤子?|扳手|充电宝)/, 'other'],
  [/(?:吊顶|天花板?|房顶|顶棚).{0,6}(?:滴|漏|渗|洇)/, 'leak'],
  [/(?:大件|旧|不要的|坏(?:了|的)).{0,16}(?:清运|收走|拉走|抬走|运走|搬走|来收)/, 'cleaning'],
  [/钥匙.{0,6}(?:拧|转|插|断|拔|卡)|锁(?:芯|孔|舌|眼)/, 'access'],
  [/快递柜|丰巢|\bparcel locker\b/, 'facility'],
  [/(大堂|大厅|走廊|门厅|会所).{0,6}(空调|冷气)/, 'facility'],
  [/供暖|暖气|地暖|室温|(?:家里|屋里|屋头).{0,6}(?:才|只有)?\d+度/, 'plumbing'],
  [/(?:窗户?|纱窗|窗扇|移门|推拉门).{0,6}(?:锁|扣|把手|关不|合页|玻璃|轨|卡住|滑轮)/, 'facility'],
  [/(外机|空调).{0,4}(支架|架子)|支架.{0,6}(锈|断|松|掉)/, 'facility'],
  [
    /(?<!楼上)(?<!楼上.{1,6})(水管|管子|管道|弯管|龙头|接口|接头|角阀|阀门|软管|马桶|花洒|莲蓬头|蓬头|喷头|水箱|热水器|洗衣机|水槽|面盆|脸盆|洗手池|洗菜池|水池|浴缸|水表|分水器|净水器)[^,，。]{0,10}(漏|滴|渗|冒水|喷|滋|流水)(?!.{0,8}(天花|楼下))/,
    'plumbing',
  ],
  [/(约|说)好.{0,16}(师傅|来|上门|修).{0,24}(没来|没人来|人影|不见人|等到|白等|没到|放鸽子)/, 'staff'],
  [
    /(电梯|货梯|客梯|扶梯).{0,10}(脏|臭|味|黏|粘|油|尿|垃圾|口水|痰|没(人)?(拖|扫|打扫)|地板|卫生|吐)/,
    'cleaning',
  ],
  [/(电梯).{0,12}(狗|犬|哈士奇|金毛|猫|宠物|遛)|(狗|犬|哈士奇|金毛|宠物|泰迪|拉布拉多).{0,14}(电梯)/, 'pets'],
  [
    /(狗|犬|哈士奇|金毛|泰迪|猫|鸡|鹦鹉|鹅).{0,8}(叫|吠|嚎|打鸣).{0,16}(睡|吵|半夜|一晚|通宵|凌晨)|(睡|吵|半夜).{0,10}(狗|犬|鸡).{0,4}(叫|吠|打鸣)/,
    'noise',
  ],
  [/狗(屎|粪|便|尿|绳|厕)|没(拴|牵)绳|不(拴|牵|栓)绳|遛狗/, 'pets'],
  [
    /(保安|管家|前台|客服|师傅|保洁(阿姨|员)?|工作人员|员工|门岗|小姑娘).{0,16}(态度|凶|骂|吼|不理|爱答|爱搭|玩手机|刷手机|刷抖音|睡(觉|着|大觉)|翻白眼|甩脸|阴阳|没抬|不耐烦|嗑瓜子|敷衍|推(诿|来推)|挂(我|了)|说话|嚷|审|训|赶(我|人)|赶走|回(一)?个表情|打瞌睡|盘问|刁难|怼|迟到|爽约)/,
    'staff',
  ],
  [
    /(装修|翻新|改造|敲墙|砸墙|电钻|冲击钻|施工).{0,20}(吵|噪|睡|午休|早上|晚上|周末|半夜|六点|七点|中午|声|震)/,
    'noise',
  ],
  [
    /(装修|翻新|装潢).{0,12}(押金|保证金).{0,12}(退|没|还|扣)|(押金|保证金|月卡|年卡|预存).{0,10}(退|还|扣|没到)/,
    'billing',
  ],
  [/(物业费|停车费|水费|电费|公摊|滞纳金|账单|发票|收据|扣费|多收|乱收|重复(收|扣))/, 'billing'],
  [
    /高空抛物|消防.{0,10}(?<!栓)(?:占用|占|堵|堆|停满)|(楼上|阳台|窗).{0,10}(扔|丢|抛|倒)(下)?.{0,6}(烟头|垃圾|东西|纸|瓶|水|剩饭|果皮|下来)|消防通道|(堵|占|锁|堆).{0,8}(消防|疏散|安全)(通道|门|出口)|(消防|疏散|安全)(通道|门|出口).{0,10}(堵|占|锁|堆|停)|(电动车|电瓶车).{0,8}(上楼|进(电梯|楼|家)|推进|飞线)|飞线充电|无人机|可疑|陌生人|翻墙|被偷|小偷|失窃/,
    'security',
  ],
  [
    /楼上.{0,12}(漏水|渗水|漏下|渗下)|天花板?.{0,6}(滴|漏|渗|水|湿)|(外墙|屋顶|墙面|墙角|飘窗|窗台|楼顶|顶上).{0,10}(渗|漏|洇|滴)/,
    'leak',
  ],
  [/(蟑螂|老鼠|耗子|白蚁|跳蚤|臭虫|马蜂|黄蜂|蜂窝|蚊子|蚂蚁|隐翅虫|潮虫|蜈蚣)/, 'pest'],
  [/消火栓|消防栓|灭火器|消防箱/, 'facility'],
  [/(大堂|大厅|走廊|门厅|会所).{0,6}(空调|冷气)/, 'facility'],
  [/(工人|有人|谁|小孩|醉鬼).{0,8}(小便|大便|撒尿|尿尿|吐痰|呕吐)/, 'cleaning'],
  [/狗.{0,3}厕所/, 'pets'],
  [/(健身|游泳|瑜伽|泳池|会所).{0,6}(月卡|年卡|次卡|卡).{0,12}(退|钱|费|扣)/, 'billing'],
  [
    /(门禁|门卡|刷卡|刷脸|人脸|对讲|单元门(?!口)|指纹|手环).{0,14}(坏|不|没|打|补|办|录|失|换|消磁|开|响|通|报)/,
    'access',
  ],
  [
    /(车位|车|路口|车库出口).{0,8}(被)?(占|堵|挡|刮|蹭|划)|(占|堵|挡)(了|着|住)?.{0,4}(我|我家|别人)?(的)?(车位|车|车库)|挪车|访客车|车牌|道闸|抬杆|僵尸车|月租车/,
    'parking',
  ],
]

/** Figures of speech and landmarks name another matter than the one told. */
const idioms =
  /像?蜘蛛网(?:一样|似的)?|狗啃|狗屎运|狗血|猫腻|落汤鸡|(?:靠|挨着|贴着|对着)电梯.{0,3}(?:面|边|口|旁|墙)|遛弯/g

/** How much the trained head counts where a category is chosen; it knows the word lists too. */
const choosing = 12
/** How much it counts in the score, whose words weigh about 3. */
const telling = 4

/** Gives the best category with what speaks for it; `other` when nothing speaks for any. */
export function classifyCategory(words: string, evidence?: CategoryEvidence): CategoryScore {
  const said = words.replace(idioms, '')
  const learnt = evidence?.(said)
  let best: CategoryScore = { category: 'other', score: 0 }
  let most = 0
  for (const category of ticketCategories) {
    const ruled = decisiveScore(said, category)
    const plain = lexiconScore(said, category) + ruled
    const chance = learnt?.[category] ?? 0
    const weight = plain + ruled + choosing * chance
    if (weight <= most) continue
    most = weight
    best = { category, score: plain + telling * chance }
  }
  return best
}

/** Gives what the words of the list say for the category. */
export function lexiconScore(said: string, category: TicketCategory): number {
  let score = 0
  for (const [pattern, weight] of categoryLexicon[category]) {
    const hits = new Set([...said.matchAll(pattern)].map(match => match[0])).size
    if (hits > 0) score += weight * (1 + 0.4 * Math.min(hits - 1, 2))
  }
  return score
}

/** Gives the category that a plain wording decides, or nothing. */
export const decideCategory = (said: string): TicketCategory | undefined =>
  decisive.find(([pattern]) => pattern.test(said))?.[1]

const decisiveScore = (said: string, category: TicketCategory): number =>
  decideCategory(said) === category ? 5 : 0
