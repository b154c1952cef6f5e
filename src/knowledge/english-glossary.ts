import { everydayEnglish } from './everyday-english.ts'
import { furtherEnglish } from './further-english.ts'

/** English words of the domain and what Chinese documents call them. Longer phrases come first when they overlap. */
const entries = `
at a time=一次|at once=一次|how old=几岁|what age=几岁|how far=多远|idle fee=占位费|is finished=充满|neighbour know=隐私 告诉邻居|complained=投诉人|leave a parcel=存放快递|playground=儿童乐园 游乐|play area=儿童乐园|barbecue=烧烤|wi-fi=wifi|run=跑步|track=步道|trail=步道|knee=受伤|bandage=急救|swimming cap=泳帽|renting=租|overdue=逾期|keep quiet=安静|who pays=谁付|leave=存放|know=告诉 知道|complained=投诉人 投诉|tell=告诉|told=告诉|anonymous=匿名|confidential=保密|secret=保密
property fee=物业费|management fee=物业费|service fee=物业费|opening hours=开放时间|open hours=开放时间|business hours=营业时间|how much=多少钱|how long=多久|how often=多久一次|how many=多少
what time=几点|how soon=多久|how late=几点|how early=提前多久|at most=最多|at least=至少|in advance=提前|ahead=提前|per month=每月|per day=每天|per hour=每小时|free of charge=免费|for free=免费|phone number=电话|front desk=前台|service centre=服务中心|service center=服务中心
swimming pool=泳池|gym=健身房|pool=泳池|swim=游泳|yoga=瑜伽|table tennis=乒乓球|ping pong=乒乓球|badminton=羽毛球|basketball=篮球|tennis=网球|court=球场|locker=储物柜|parcel=快递|package=快递|delivery=快递|courier=快递员|express=快递|pickup code=取件码|pick up=取件|collect=取
library=图书室|reading room=阅览室|book=书 预约|books=图书|borrow=借|return=归还|renew=续借|overdue=逾期|late=逾期 迟到|seat=座位|study=自习
parking lot=停车场|parking space=车位|parking spot=车位|garage=车库|parking=停车|park=停车 停放|car=车|cars=车辆|vehicle=车辆|motorcycle=摩托车|motorbike=摩托车|bicycle=自行车|bike=自行车|bikes=自行车|e-bike=电动车|ebike=电动车|scooter=电动车|electric car=新能源车|electric vehicle=新能源车|ev=新能源车|charger=充电桩|charging pile=充电桩|charging station=充电桩|charging=充电|charge=充电 收费|charged=充满 收费|plug=充电枪|unplug=拔枪
renovation=装修|decoration=装修|renovate=装修|refurbish=装修|drill=打孔 电钻|drilling=打孔 电钻|hammer=敲打|construction=施工|worker=工人 施工人员|workers=施工人员|contractor=装修公司|deposit=押金|refund=退还|refunded=退还|returned=退还|permit=许可证|wall=墙|load-bearing=承重墙|balcony=阳台|window=窗|debris=建筑垃圾|rubble=建筑垃圾
garbage=垃圾|trash=垃圾|rubbish=垃圾|waste=垃圾|bin=垃圾桶|bins=垃圾桶|recycling=可回收|recyclable=可回收|recycle=回收|kitchen waste=厨余垃圾|food waste=厨余垃圾|hazardous=有害垃圾|battery=电池|batteries=电池|medicine=药|diaper=尿不湿|diapers=尿不湿|nappy=尿不湿|mattress=床垫|sofa=沙发|couch=沙发|furniture=家具|bulky=大件|appliance=家电|appliances=家电|fridge=冰箱|throw=扔|dump=扔|dispose=处置 扔|point=点|points=积分
dog=狗|dogs=狗|cat=猫|cats=猫|pet=宠物|pets=宠物|leash=牵引绳|muzzle=嘴套|noise=噪音|noisy=吵|loud=吵|quiet=安静|neighbour=邻居|neighbor=邻居|neighbors=邻居|neighbours=邻居|upstairs=楼上|downstairs=楼下
lift=电梯|elevator=电梯|lifts=电梯|elevators=电梯|trapped=被困|stuck=被困|fire=火灾|smoke=冒烟|gas=燃气|leak=漏 泄漏|leaking=漏水|flood=水浸|flooding=水浸|emergency=应急 紧急|urgent=紧急|injury=受伤|falling objects=高空抛物|falling=坠落|defibrillator=AED 除颤|aed=AED|first aid=急救|extinguisher=灭火器|ambulance=救护车
repair=维修 报修|repairs=维修|fix=维修|fixed=修好|broken=坏|plumbing=水管|plumber=水电工|pipe=水管|tap=水龙头|toilet=马桶|drain=下水道|clogged=堵塞|blocked=堵塞|light=灯|lights=灯|lamp=灯|bulb=灯|switch=开关|socket=插座|electrician=电工|lock=锁|door=门|intercom=对讲|technician=维修人员
complaint=投诉|complaints=投诉|complain=投诉|respond=响应|response=响应|resolve=解决|resolved=解决|handle=处理|handled=处理|deadline=期限|escalate=升级|manager=经理|suggestion=建议|feedback=反馈|satisfaction=满意度|survey=调查|callback=回访|follow up=回访|follow-up=回访
fee=收费|fees=收费|cost=费用|costs=费用|price=价格|prices=价格|rate=价格|rates=价格|pay=缴费|payment=缴费|bill=账单|invoice=发票|receipt=收据|discount=优惠|fine=罚款|penalty=违约金|cheaper=便宜|free=免费|monthly=月 每月|annual=年|yearly=每年|single=单次|ticket=票|pass=卡|card=卡|cards=卡|access card=门禁卡|key card=门禁卡|fob=门禁卡|key=钥匙|lost=遗失|lose=遗失|replace=补办|replacement=补办|membership=会员卡|freeze=停卡|suspend=暂停 停卡
open=开放|opens=开放|opening=开放|close=关闭|closes=关闭|closed=关闭|closing=关闭|hours=时间|time=时间|times=时间|when=什么时候|weekday=工作日 平日|weekdays=工作日 平日|weekend=周末|weekends=周末|holiday=节假日|holidays=节假日|monday=周一|tuesday=周二|wednesday=周三|thursday=周四|friday=周五|saturday=周六|sunday=周日|morning=早上 上午|afternoon=下午|evening=晚上|night=夜间|noon=中午|midnight=零点|today=今天|tomorrow=明天|daily=每日|weekly=每周|day=天|days=天|week=周|month=月|year=年|hour=小时|minutes=分钟|minute=分钟|early=提前
where=在哪里|located=位于|location=位置|place=地点|floor=楼 层|building=栋|gate=大门|entrance=入口|exit=出口|basement=地下|rooftop=天台|lobby=大堂|corridor=楼道|corridors=楼道|stairwell=楼道|hallway=楼道|who=谁|whom=谁|phone=电话|call=致电 拨打|number=号码|hotline=热线|address=地址|app=小程序|online=线上|wechat=微信|mini program=小程序
resident=住户|residents=住户|owner=业主|owners=业主|tenant=租户|tenants=租户|visitor=访客|visitors=访客|guest=外来人员 访客|guests=外来人员 访客|friend=朋友 外来人员|friends=朋友 外来人员|family=家人 家庭|household=户|child=儿童|children=儿童|kid=儿童|kids=儿童|baby=婴儿|adult=成人|elderly=老人|senior=老人|seniors=老人|age=年龄|height=身高|tall=身高|guard=保安|guards=保安|security=安保|patrol=巡逻|camera=监控|cameras=监控|cctv=监控|footage=监控录像|coach=教练|trainer=教练|teacher=老师|cleaner=保洁|cleaners=保洁|cleaning=保洁|cleaned=清扫|clean=清洁|swept=清扫|landscaping=绿化|greening=绿化|garden=花园|tree=树|trees=树|lawn=草坪|plants=植物|pest=消杀|pests=消杀|cockroach=蟑螂|cockroaches=蟑螂|rat=老鼠|rats=老鼠|mosquito=蚊虫
reserve=预约|reservation=预约|booking=预约|booked=预约|appointment=预约|register=登记|registration=登记|apply=申请|application=申请|cancel=取消|cancelled=取消|no-show=爽约|miss=爽约|missed=爽约|moving=搬家|move=搬家|movers=搬家公司|water=水|temperature=温度|deep=深|deep-water=深水|test=考试 检测|exam=考试|shower=淋浴|eat=吃|eating=餐后|meal=餐|food=食物|drink=饮|drinking=饮酒|alcohol=饮酒|smoke=吸烟|smoking=吸烟|outage=停|outages=停|power=电|power outage=停电|water outage=停水|electricity=电|notice=通知|notified=通知|notify=通知|announcement=公告|privacy=隐私|personal data=个人信息|data=信息|information=信息|delete=删除|stored=保存|kept=保管 存放|keep=保管 养|keeping=饲养|store=存放|storage=存放|use=使用|used=使用|maximum=最多|max=最多|limit=上限|limits=上限|minimum=至少|allowed=允许 可以|allow=允许|forbidden=禁止|prohibited=禁止|banned=禁止|bring=带|take=带|share=转借|lend=转借|activity=活动|activities=活动|event=活动|events=活动|meeting=会议|meeting room=会议室|party=聚会|sign up=报名|owners' committee=业委会|committee=业委会|standard=标准|standards=标准|review=评审 复审|reviewed=评审|service=服务|menu=菜单|size=尺寸|weight=重量|heavy=重|large=大|small=小|height limit=限高|speed=限速|speed limit=限速|temporary=临时|visitor parking=访客停车|moving out=搬出|moving in=搬入|delivery rider=外卖|riders=外卖|rider=外卖|takeaway=外卖|air conditioner=空调|air conditioning=空调|piano=钢琴|music=音乐|dance=跳舞|dancing=广场舞|rent=租|damaged=损坏|damage=损坏|compensation=赔偿|compensate=赔偿|insurance=保险|maximum stay=最长|longest=最长|overnight=过夜|idle=占位|idle fee=占位费|full=充满|balance=余额|topup=充值|top up=充值|kwh=度|inspection=检查 验收|inspected=检查|maintenance=维护 保养|maintain=维护
`

const glossary = new Map(
  `${furtherEnglish.trim()}\n${everydayEnglish.trim()}\n${entries.trim()}`.split(/[|\n]/).map(entry => {
    const [english = '', chinese = ''] = entry.split('=')
    return [english, chinese] as const
  }),
)
const longestPhrase = 3
const functionWords = new Set(
  "a an the is are was were be been do does did can could may might must should would will shall i you we he she it they me my our your his her its their us them to of in on at by for from with as and or but if so not no any some there here that this these those what which how why have has had get got need want please am also just much many long often after before until into out up off about than then too very per i'm it's don't s t m re ve d ll".split(
    ' ',
  ),
)

export interface Translation {
  /** The Chinese words found, joined, good enough for search. */
  chinese: string
  /** Content words of the question for which the glossary has nothing. */
  unknown: string[]
}

/** Gives Chinese search words for an English question. */
export function translateQuestion(question: string): Translation {
  const words =
    question
      .toLowerCase()
      .replace(/[’]/g, "'")
      .match(/[a-z][a-z'-]*|\d+(?:[.:]\d+)*/g) ?? []
  const chinese: string[] = []
  const unknown: string[] = []
  let at = 0
  while (at < words.length) {
    const found = findPhrase(words, at)
    if (found) chinese.push(found.chinese)
    else noteUnknown(words[at] ?? '', { chinese, unknown })
    at += found?.length ?? 1
  }
  return { chinese: chinese.join(' '), unknown }
}

function findPhrase(words: string[], at: number): { chinese: string; length: number } | undefined {
  for (let length = longestPhrase; length > 0; length--) {
    const phrase = words.slice(at, at + length).join(' ')
    const chinese =
      glossary.get(phrase) ??
      (length === 1 ? glossary.get(phrase.replace(/'s$|(?<=s|x|ch|sh)es$|s$/, '')) : undefined)
    if (chinese !== undefined) return { chinese, length }
  }
  return undefined
}

function noteUnknown(word: string, into: { chinese: string[]; unknown: string[] }): void {
  if (/^\d/.test(word)) into.chinese.push(word)
  else if (!functionWords.has(word.replace(/'.*$/, ''))) into.unknown.push(word)
}
