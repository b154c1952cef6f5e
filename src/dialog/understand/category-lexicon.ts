import type { TicketCategory } from '../../shared/vocabulary.ts'

/** Words that speak for a category, with their weight; a word that names the matter weighs more than one that only goes with it. */
export const categoryLexicon: Record<TicketCategory, readonly (readonly [RegExp, number])[]> = {
  plumbing: [
    [
      /马桶|抽水|水箱|下水道?|地漏|水龙头|龙头|角阀|软管|水管|水压|水槽|洗手池|洗脸池|洗菜池|菜池|花洒|淋浴头|水表|阀门|自来水|管道|化粪池|污水|排水|蹲坑|便池|反水|返水|疏通|热水器(?!插)|循环泵|水泵|暖气|地暖|分水器|浇花/g,
      3,
    ],
    [
      /热水|没水|停水|水(很|好|太|特别|变|又)?(小|黄|浑|浊|脏|臭|咸)|冲不(下|走|动|掉)|堵(了|住|死|得|上)|不下水|下水慢|出水|流水|水流|水压|滴滴答答|哗哗/g,
      2,
    ],
    [
      /\b(?:toilets?|faucets?|taps?|drains?|drainage|sinks?|basins?|showers?|shower head|bath ?tub|water pressure|hot water|water heater|boiler|valve|sewage|sewer|plumb(?:er|ing)|pipes?|flush(?:es|ing)?|clogg?(?:ed|s)?|overflow(?:s|ing)?|back(?:s|ing) up)\b/g,
      3,
    ],
  ],
  electrical: [
    [
      /插座|插头|跳闸|空开|电闸|电表|配电|停电|没电|断电|漏电|电线|电路|短路|开关|灯|照明|路灯|感应灯|声控灯|灯泡|灯管|空调|遥控器?|强电|弱电|网线|宽带|光猫|充电桩(坏|没电|充不)/g,
      3,
    ],
    [
      /很黑没灯|黑(得|漆漆|乎乎|洞洞|的)|摸黑|看不(见|清)路|一片黑|太暗|好暗|昏暗|不亮|闪(个|得|烁|来)|电压|跟鬼屋/g,
      2.5,
    ],
    [
      /\b(?:lights?|lamps?|bulbs?|outlets?|sockets?|power(?: cut)?|breakers?|fuse(?: box)?|tripp(?:ed|ing)|electric(?:al|ity|s)?|switch(?:es)?|ac|air ?con(?:ditioner|ditioning)?|wir(?:es?|ing)|flicker(?:s|ing|ed)?|extractor|exhaust fan)\b/g,
      3,
    ],
  ],
  elevator: [
    [/电梯|货梯|客梯|轿厢|扶梯|梯门|坐梯|升降/g, 4],
    [/按(钮|键)|困人|平层|关门夹|夹人|异响|一抖|下坠|超载|抖(一下|得)/g, 1.5],
    [/\b(elevator|lift)\b/g, 4],
  ],
  access: [
    [
      /门禁|刷卡|门卡|对讲|可视|单元门|人脸|开门|门锁|电子锁|闸机|道闸卡|手环|蓝牙开|密码(门|锁)|出入证|门铃|大堂(那|的)?门|自动门|玻璃门|栅栏|小门|大门|铁门|闭门器|刷脸|录脸|指纹|通行码/g,
      3,
    ],
    [
      /滴了?一声|不弹开|打不开|关不(上|严)|进不(去|来)|识别不|录(入|个)|补(办)?(一张)?卡|消磁|锁(坏|不上)/g,
      1.8,
    ],
    [
      /\b(?:key ?cards?|fobs?|intercom|access cards?|gates?|turnstile|face recognition|door ?bell|entry cards?|card reader|buzzer|locked out|front door|lobby door)\b/g,
      3,
    ],
    [/\b(?:keys?|locks?|locked|unlock|swipe)\b/g, 1.5],
    [/钥匙.{0,6}(?:拧|转|插|断|拔|卡|开)|(?:拧|转|插|拔)不.{0,2}钥匙|锁(?:芯|孔|舌|眼)/g, 3],
  ],
  leak: [
    [
      /渗水|漏水|渗漏|返潮|漏雨|滴灰水|墙(面|皮|上|角)?.{0,6}(水渍|发霉|湿|霉|洇|鼓包)|水渍|水印|黄圈|黄印|天花(板)?.{0,8}(水|湿|滴|漏)|屋顶.{0,6}漏|防水|外墙.{0,6}(渗|漏)|洇|阴湿|楼上.{0,10}(漏|渗|滴)|顶上.{0,6}(滴|漏)|飘窗.{0,6}(渗|水|漏)|窗台.{0,6}(渗|进水)/g,
      3.5,
    ],
    [/滴水|漏(?!电|气|发|斗|洞|接|了我)|渗|湿(了|答|漉|透|哒|塌)|起皮|发霉|霉斑/g, 2],
    [
      /\b(?:leak(?:ing|s|ed|y)?|damp|water stains?|drip(?:ping|s)?|seep(?:s|ing|age)?|mould|mold|wet patch|ceiling is wet|from the ceiling)\b/g,
      3,
    ],
    [/(?:吊顶|房顶|顶棚|顶上|天花).{0,8}(?:滴|漏|渗|洇|水(?:泡|包|印|渍|下来))|鼓.{0,3}水(?:泡|包)/g, 3],
  ],
  facility: [
    [
      /健身器(材)?|单杠|跑步机|秋千|滑梯|跷跷板|滑滑梯|儿童乐园|游乐|石(桌|凳|椅)|长椅|座椅|长凳|凉亭|地砖|地面砖|路面|台阶|栏杆|扶手|护栏|围栏|雨棚|车棚|信箱|邮箱|快递柜|公告栏|宣传栏|晾衣(杆|架)|消防(门|栓|箱|带)|消火栓|灭火器|闭门器|防火门|井盖|雨水(篦|箅)|墙皮|墙砖|瓷砖|天花板|吊顶|沙发|茶几|玻璃门|推拉门|移门|滑轮|窗户?(?!前)|纱窗|门把手|合页|门框|喷泉|篮球(架|框|场)|乒乓球台|坡道|减速带|指示牌|门牌|镜子|泳池|健身房|会所|游泳馆|跑道|塑胶|广场砖|地胶|充电棚|雨水管/g,
      2.5,
    ],
    [
      /缺(了)?(个|一)?角|松(了|动|得)|掉(了)?一块|翘(起|了)|裂(了|开|缝)|塌(了|陷)|断(了|裂)|生锈|锈(了|迹)|破(了|损|洞)|晃(得|来|动|悠)|摇(晃|摇)|坏了|卡住|脱落|掉漆|变形|硌|绊/g,
      0.8,
    ],
    [
      /\b(?:bench(?:es)?|playground|swings?|seesaw|slides?|treadmill|gym|tiles?|handrail|railings?|sliding door|windows?|hinge|glass|mailbox(?:es)?|letter ?box(?:es)?|parcel locker|manhole|pavement|paving|slabs?|ramp|fence|notice ?board|door closer|balcony)\b/g,
      2.5,
    ],
  ],
  cleaning: [
    [
      /垃圾|保洁|打扫|卫生|清扫|清理|清运|厨余|分类桶|桶(边|旁|满)|投放(点|口)?|大件|床垫|旧(家具|沙发|柜|床|衣)|建筑垃圾|纸箱|杂物|堆(放|满|了|着|在)|烟头|痰|尿(味|骚)|屎|呕吐|小广告|灰尘|污渍|油渍|馊|榴莲|拖地|擦|黑汤|剩菜|剩饭|饭盒|菜叶|果皮|垃圾桶|泔水/g,
      2.5,
    ],
    [
      /臭(味|死|得|烘|气)?|(异|怪|馊|骚|霉|腥|股)味|味道|很脏|脏|黏|粘(糊|脚|鞋)|油腻|发霉的|没人(扫|倒|清|拖)|苍蝇乱飞|蚊蝇/g,
      1.8,
    ],
    [
      /\b(?:trash|garbage|rubbish|litter|bins?|clean(?:ing|er|ers|ed)?|dirty|filthy|sticky|smell(?:s|y)?|stink(?:s|ing)?|vomit|urine|mop(?:ped)?|swept|sweep|spill(?:ed|age)?|mattress(?:es)?|dump(?:ed|ing)?)\b/g,
      2.5,
    ],
  ],
  greening: [
    [
      /绿化|草坪|草地|花坛|花草|树枝|树(木|叶|杈|根|长|太|挡|都|要|倒)|大树|枯(死|树|枝|草)|冬青|灌木|绿篱|修剪|浇水|施肥|杂草|野草|月季|桂花|樱花|玉兰|银杏|香樟|竹子|爬山虎|草(长|都|黄|比)|绿植|盆栽|花园|园艺|剪(树|枝|草)|苗|落叶|飞絮|杨絮/g,
      3,
    ],
    [
      /\b(?:trees?|lawns?|grass|hedges?|gardens?|gardeners?|plants?|branch(?:es)?|shrubs?|bush(?:es)?|flowers?|leaf blower|mow(?:n|ing|er)?|prun(?:e|ed|ing)|weeds?|sprinklers?)\b/g,
      2.5,
    ],
  ],
  pest: [
    [
      /蟑螂|老鼠|耗子|鼠|蚊(子|虫)|白蚁|蚂蚁|跳蚤|臭虫|虫(子|害|卵)?|苍蝇|马蜂|蜂窝|黄蜂|蜜蜂|蛇|蜈蚣|蛾|壁虎|消杀|灭鼠|灭蚊|灭蟑|除虫|打药|蚊香|螨|隐翅虫|蝙蝠/g,
      3,
    ],
    [
      /\b(?:cockroach(?:es)?|roach(?:es)?|mouse|mice|rats?|mosquito(?:es|s)?|termites?|ants?|wasps?|hornets?|bees?|bugs?|bed ?bugs?|pests?|pest control|exterminator|droppings|snakes?|fleas?|pigeons?)\b/g,
      3,
    ],
    [
      /(?:墙|天花|吊顶|夹层|地板|柜|管道井).{0,16}(?:爪|挠|吱吱|窸窣|窸窸|啃|东西(?:在)?(?:跑|爬|窜|动))|(?:屎|粪|老鼠)粒|咬.{0,4}洞|鸟窝|鸽子|灭[蟑鼠蚊虫]/g,
      3,
    ],
  ],
  noise: [
    [
      /噪音|噪声|吵|扰民|大声|声音(很|太|好|特别|巨)?大|音响|音乐|弹琴|钢琴|小提琴|唢呐|架子鼓|唱(歌|k)|k歌|广场舞|喇叭|打桩|施工声|电钻|装修声|敲(墙|打|地)|跺脚|蹦(跳|来|迪)|拖(椅子|桌|凳)|麻将|半夜|睡不(着|好|成)|低频|嗡嗡|轰(鸣|隆)|直播|京剧|戏曲|收音机|放(?:歌|戏|音乐|电视)|狗叫|犬吠|静(音|点)|小声|安静|脚步|咚咚|弹珠|嚎|鬼叫|吼/g,
      2.2,
    ],
    [
      /\b(?:nois(?:e|es|y)|loud(?:ly|er)?|party|parties|music|drill(?:s|ing)?|hammer(?:s|ing)|bang(?:s|ing)|thump(?:s|ing)|stomp(?:s|ing)?|bass|can'?t sleep|bark(?:s|ing)|howl(?:s|ing)?|drum(?:s|ming)?|piano|violin|karaoke|stereo|shouting|screaming|jump(?:s|ing) (?:around|about)|running around)\b/g,
      3,
    ],
  ],
  parking: [
    [
      /停车|车位|车库|地库|道闸|抬杆|杆子|闸(杆|口)|车牌|占(了)?(我|车|用)|挡(住|了|着)?.{0,4}车|堵(了|住|着).{0,6}(车|路口|出口)|挪车|访客车|僵尸车|剐蹭|刮(了|花|蹭)|电动车|电瓶车|自行车|充电桩|充电|月租|包月|车棚|非机动车|新能源|地锁|乱停|飞线|违停|车子?/g,
      2.2,
    ],
    [
      /\b(?:park(?:ing|ed|s)?|cars?|vans?|garage|spot|bays?|(?:my|our|visitor) space|(?:licen[cs]e|number) plate|plates?|barrier|vehicles?|ev charg(?:er|ing)|charg(?:er|ing) (?:bay|point|spot|station)|e-?bikes?|bikes?|motor ?(?:bikes?|cycles?)|scooters?|tow(?:ed|ing)?)\b/g,
      2.5,
    ],
  ],
  security: [
    [
      /保安|巡逻|门岗|监控|摄像头|可疑|陌生人?|推销|传单|发广告|尾随|小偷|被偷|偷(了|走|东西|拍|窥)|丢(了|东西)|失窃|高空抛物|抛物|扔(烟头|东西|垃圾|下|瓶)|往(下|楼下)(扔|丢|倒|泼|抛)|消防通道|消防(门|栓).{0,8}(堵|占|锁|堆)|堵(着|住|了)?(消防|楼道|通道)|占(用)?(消防|楼道|通道)|通道|安全隐患|闲杂|外来人员|翻墙|无人机|群租|打架|吵架|闹事|入室|醉(汉|酒)|陌生|孔明灯|烧纸|放(烟花|鞭炮)|鞭炮|飞线充电|推(电动|电瓶)车(上楼|进电梯)/g,
      2.6,
    ],
    [
      /\b(?:security|guards?|strangers?|stolen|theft|steal(?:ing)?|thie(?:f|ves)|suspicious|cctv|cameras?|drones?|fire (?:exit|door|escape)|trespass(?:ing|er)?|loiter(?:ing)?|tailgat(?:e|ing)|sales(?:man|men)|(?:land|fall)(?:s|ing) on my balcony|thrown? (?:from|off|out of)|throw(?:s|ing) .{0,20}(?:from|off|out))\b/g,
      3,
    ],
  ],
  pets: [
    [
      /狗|犬|哈士奇|泰迪|金毛|二哈|拉布拉多|德牧|柯基|边牧|藏獒|猫|宠物|遛(狗|弯)|牵绳|狗绳|狗(屎|尿|叫|粪|毛|主)|喂猫|流浪|鹦鹉|咬|养(鸡|鸭|鸽|猪)|公鸡|嘴套|拉屎|撒尿/g,
      2.8,
    ],
    [/\b(?:dogs?|cats?|pets?|leash|puppy|poop|kittens?|dog (?:mess|walker))\b/g, 3],
  ],
  billing: [
    [
      /物业费|停车费|水费|电费|水电费|公摊|收费|缴费|交费|扣费|多收|重复收|乱收|收据|发票|开票|账单|账单|单子上|滞纳金|违约金|押金|退(款|钱|费|押金|还)|欠费|费用|月卡|年卡|涨价|扣了|对账|预存|充值|余额|算错|多扣|装修保证金|保证金|专项维修资金|维修基金|抄表|度数|能耗费|收(了)?我/g,
      3,
    ],
    [
      /\b(?:bill(?:s|ing|ed)?|invoices?|refund(?:ed)?|fees?|charge[ds]?|(?:over|double[- ])charged?|deposit|deducted|statement|receipts?|payments?|paid)\b/g,
      3,
    ],
  ],
  staff: [
    [
      /态度|前台|管家|客服|保安(说|骂|凶|吼|不|态|大|玩|睡|打|刁|拦|死活|坐)|保洁(阿姨|员)?(说|骂|凶|态|不|偷|坐)|师傅(迟到|态|骂|凶|没穿|抽烟|要|不|爽约|收)|工作人员|员工|服务差|不理(人|我)|爱答不理|爱搭不理|翻白眼|凶(我|人|巴巴)|骂(我|人)|吼(我|人)|顶嘴|推(诿|来推去|脱|卸)|踢皮球|甩脸|玩手机|刷手机|睡(觉|着)|迟到|爽约|放鸽子|敷衍|挂(我|了我)电话|不接电话|没人接|阴阳怪气|素质/g,
      2.6,
    ],
    [
      /\b(?:rude(?:ly)?|attitude|staff|concierge|receptionist|porter|unprofessional|ignored (?:me|us)|hung up|shrug(?:s|ged)|(?:told|shouted at|yelled at|swore at|laughed at) (?:me|us)|(?:never|didn'?t) (?:show|turn)(?:ed)? up|on (?:his|her|their) phone|waited in)\b/g,
      3,
    ],
  ],
  renovation: [
    [
      /装修|装潢|翻新|改造|敲墙|砸墙|承重墙|开工|施工(证|许可|队|时间)|出入证|装修(证|队|工人|备案|押金|保证金|垃圾)|报备|封阳台|改水电|防盗窗|装空调|打孔|换(厨房|台面|地板|门窗)|铺(地板|瓷砖)|瓦工|木工|电钻|冲击钻|沙子|水泥|搬(家具|建材)/g,
      2.6,
    ],
    [
      /\b(?:renovat(?:e|es|ed|ing|ions?)|remodel(?:l?ing)?|refurbish(?:ment|ing)?|redo(?:ing)?|doing up|contractors?|builders?|workmen|construction|rubble|cement|permit|knock(?:ing)? (?:down|through))\b/g,
      3,
    ],
  ],
  activity: [
    [
      /活动|报名|讲座|瑜伽|舞蹈|书法|太极|课(程|表|时)?|烘焙|亲子|志愿|义工|义诊|电影|联欢|晚会|跳蚤市场|集市|比赛|运动会|兴趣班|乒乓|羽毛球|篮球|预约(场地|场)|场地|台子|活动室|老年大学|夏令营|团(建|购)|社团|读书会|棋牌|游园|猜灯谜|包饺子|茶话会/g,
      2.6,
    ],
    [
      /\b(?:events?|activit(?:y|ies)|class(?:es)?|yoga|courses?|workshops?|sign(?:ed)? up|badminton|tennis|basketball court|ping ?pong|party room|clubhouse|tournament)\b/g,
      3,
    ],
  ],
  other: [
    [
      /证明|盖章|搬家|放行条|快递|外卖|居住证|落户|过户|产权|房产证|租房|钥匙|失物|捡到|借(用|个|一下)|轮椅|推车|梯子|打印|复印|代收|信件/g,
      1.6,
    ],
    [/借.{0,6}(?:梯|推车|伞|打气筒|电钻|钻|工具|轮椅|锤|充电宝|扳手)|打气筒|便民(?:日|服务|活动)/g, 3],
    [
      /\b(?:borrow|trolley|ladder|handyman|certificate|parcels?|packages?|courier|delivery|lost and found)\b/g,
      2,
    ],
  ],
}
