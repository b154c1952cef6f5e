import type { DangerKind, Priority, TicketCategory, TicketKind } from '../shared/vocabulary.ts'
import { categories } from './categories-zh-cn.ts'
import { callbackTextsZh } from './zh-cn-callbacks.ts'
import { channelTextsZh } from './zh-cn-channels.ts'
import { staffTicketsZh, ticketNoticesZh, ticketStandingZh } from './zh-cn-tickets.ts'
import { zhCnWork } from './zh-cn-work.ts'

const kinds: Record<TicketKind, string> = {
  repair: '报修',
  complaint: '投诉',
  suggestion: '建议',
  request: '服务申请',
}

const priorities: Record<Priority, string> = { emergency: '紧急', high: '优先', normal: '一般', low: '不急' }

const queueNames: Record<string, string> = {
  engineering: '工程维修组',
  cleaning: '环境组',
  security: '秩序维护组',
  service: '客户服务中心',
}

const statuses: Record<string, string> = {
  received: '已接收',
  classified: '已分类，等待派单',
  dispatched: '已派单',
  in_progress: '处理中',
  waiting: '等待中',
  resolved: '已处理',
  followed_up: '已回访',
  closed: '已结束',
  cancelled: '已撤销',
  reopened: '重新处理',
}

/** What to do at once; agrees with the emergency plans in knowledge-base/. */
const dangers: Record<DangerKind, string> = {
  'trapped-in-lift':
    '请保持镇定，按轿厢里的对讲或警铃按钮；不要扒门，不要蹦跳，靠轿厢壁站稳等待救援。有人身体不适请马上拨打120，也可拨打119。',
  fire: '请马上离开并拨打119！关门弯腰、走楼梯撤离，不要乘电梯；油锅起火盖上锅盖、关火，千万别泼水。',
  gas: '不要开关任何电器，不要动明火；打开门窗，关掉燃气阀门，立刻离开到室外再打电话（燃气公司抢修电话或119）。',
  'electric-shock': '请远离带电处，不要直接用手碰触电的人；能安全断电的先拉闸，马上拨打120。',
  flooding: '请马上远离进水处，注意防触电，不要进入积水的地库；能关的水阀先关，车辆和物品先不要抢救。',
  injury: '请马上拨打120；不要随意搬动伤者，安排人到小区门口接应救护车。',
  intruder: '请锁好门，不要开门对峙，马上拨打110，保持电话畅通。',
  'falling-object': '请立即远离坠物区域并提醒路人绕行，拍照留证；有人受伤马上拨打120。',
  'missing-person': '请马上拨打110报警，同时告诉我们走失的人的衣着和最后出现的位置，方便门岗和监控查找。',
  'self-harm':
    '听到您这么说，我很担心您。请不要一个人扛着：现在就可以拨打全国心理援助热线12356，情况紧急请拨打120或110。',
}

/** All that is said to residents in Chinese. */
export const zhCn = {
  aiLabel: '（AI自动回复）',
  introduction: '您好，我是邻里物业的自动客服助手，全天在线。',
  kind: (kind: TicketKind) => kinds[kind],
  category: (category: TicketCategory) => categories[category],
  priority: (priority: Priority) => priorities[priority],
  queue: (queue: string) => queueNames[queue] ?? queue,
  status: (status: string) => statuses[status] ?? status,
  danger: (danger: DangerKind) => dangers[danger],
  emergencyGeneral: '请先保证自身安全，远离危险处；有人受伤请拨打120，起火拨打119，人身受到威胁拨打110。',
  time: (local: { month: number; day: number; hour: string; minute: string }) =>
    `${local.month}月${local.day}日 ${local.hour}:${local.minute}`,
  place: (parts: { building?: string; unit?: string; floor?: string; room?: string; area?: string }) =>
    [
      parts.building ? `${parts.building}栋` : '',
      parts.unit ? `${parts.unit}单元` : '',
      parts.floor && !parts.room ? `${parts.floor}楼` : '',
      parts.room ?? '',
      parts.area ? `${parts.building || parts.room ? ' ' : ''}${parts.area}` : '',
    ].join(''),
  placeUnknown: '未说明',
  placeOnFile: '按登记信息',
  ticketOpened: (ticket: {
    number: string
    kind: string
    category: string
    place: string
    queue: string
    respondBy: string
    resolveBy: string
  }) =>
    `已为您登记**${ticket.kind}单 ${ticket.number}**（${ticket.category}，位置：${ticket.place}），已转入${ticket.queue}的待办。\n我们会在${ticket.respondBy}前响应，${ticket.resolveBy}前处理完成。`,
  emergencyOpened: (ticket: { number: string; place: string; respondBy: string }) =>
    `已登记**紧急工单 ${ticket.number}**（位置：${ticket.place}），已列为最高优先，值班人员须在${ticket.respondBy}前响应。`,
  withPhotos: (count: number) => `附上的${count}个文件已随工单保存。`,
  askAppointment: '请问什么时候方便师傅上门？直接回复时间就行，比如“明天下午”。',
  timePassed: (said: string) => `“${said}”已经过去了，请再说一个之后的时间，比如“明天上午”。`,
  askAppointmentAgain: (number: string) =>
    `对了，工单 ${number} 还想请问：什么时候方便师傅上门？说个时间就行。`,
  askAppointmentSoon: '请问现在家里有人吗？回复“随时”或一个时间都行，我记在工单上。',
  askPlace: (draft: { category: string }) =>
    `收到，是${draft.category}方面的问题。请问在哪个位置？几栋几单元几室，或公共区域的具体地点都可以。`,
  askPlaceAgain: (noted: readonly ('phone' | 'appointment' | 'file' | 'words')[]) => {
    const names = { phone: '电话', appointment: '时间', file: '文件', words: '您说的' }
    const thanks = noted.length > 0 ? `${noted.map(part => names[part]).join('、')}我记下了。` : ''
    return `${thanks}刚才的问题还差一个位置：请问在几栋几单元几室，或哪个公共区域？说不清也没关系，回复“不清楚”我就先登记。`
  },
  askPlaceUrgent: '请马上告诉我具体位置：几栋几单元几层？',
  askPlaceLater: '方便的话请补充具体位置，师傅能更快找到。',
  askConfirmCancel: (number: string) =>
    `工单 ${number} 是紧急工单。确认已经没有危险、要撤销吗？回复“是”撤销，回复“不”保留。`,
  askWhatHappened: '请问遇到了什么情况？',
  askWhatHappenedAt: (place: string) => `好的，${place}。请问遇到了什么情况？说一声我就登记。`,
  askWhichTicket: '您有几张未完成的工单，请问是哪一张？回复工单号就行：',
  askWhichTicketAgain: '刚才说的是下面哪一张呢？回复工单号就行，都不用动就说“算了”：',
  ticketLine: (ticket: { number: string; category: string; status: string; summary: string }) =>
    `${ticket.number} ${ticket.category}｜${ticket.status}｜${ticket.summary}`,
  calledOff: (number: string) =>
    `好的，您说的已记入工单 ${number}，并已告诉值班人员。险情宁可多查一次：工作人员核实之前，这张工单不会关闭。`,
  noteAdded: (number: string) => `已补充到工单 ${number}，处理人员会看到。`,
  ticketCorrected: (ticket: { number: string; place: string }) =>
    `已更正工单 ${ticket.number}，现在登记的位置是：${ticket.place}。`,
  ticketAmended: (number: string) => `已更正工单 ${number}。`,
  appointmentSet: (ticket: { number: string; appointment: string }) =>
    `好的，已在工单 ${ticket.number} 记下您方便的时间：${ticket.appointment}。师傅上门前会先联系您。`,
  phoneSet: (number: string) => `联系电话已记在工单 ${number}。`,
  placeSet: (ticket: { number: string; place: string }) =>
    `位置已记在工单 ${ticket.number}：${ticket.place}。`,
  ticketCancelled: (number: string) => `工单 ${number} 已按您的意思撤销。以后有需要随时找我。`,
  ticketReopened: (ticket: { number: string; resolveBy: string }) =>
    `很抱歉没有一次修好。工单 ${ticket.number} 已重新打开，我们会在${ticket.resolveBy}前再次处理。`,
  stillOpen: (number: string) => `抱歉让您又跑一趟。情况已补充到工单 ${number}，它仍在处理中。`,
  ticketUrged: (ticket: { number: string; status: string; resolveBy: string; queue: string }) =>
    `让您久等了，很抱歉。已在工单 ${ticket.number} 登记催办（${ticket.queue}）；目前状态：${ticket.status}，最迟${ticket.resolveBy}前处理完成。`,
  statusTold: (ticket: {
    number: string
    category: string
    status: string
    owner: string
    respondBy: string
    resolveBy: string
  }) =>
    `工单 ${ticket.number}（${ticket.category}）：${ticket.status}，负责：${ticket.owner}。承诺${ticket.respondBy}前响应、${ticket.resolveBy}前处理完成。`,
  statusFinished: (ticket: { number: string; category: string; status: string }) =>
    `工单 ${ticket.number}（${ticket.category}）：${ticket.status}。`,
  ratedHigh: (score: number) => `谢谢您的${score}分好评，我们会转告同事，继续努力！`,
  ratedMiddle: (score: number) => `收到您的${score}分评价，谢谢您直说，哪里没做好我们会改进。`,
  ratedLow: (score: number) =>
    `收到您的${score}分评价，很抱歉这次没让您满意。评价已经记下，也已为您登记转人工，同事看到后会来了解情况。`,
  ...callbackTextsZh,
  mayReopen: '如果问题还没解决，直接回复“没修好”，我就把这张工单重新打开。',
  notInDocuments:
    '这个问题在我们的服务标准和文件里没有找到依据，我不敢乱答。需要的话，我可以为您转人工，或登记一张工单请同事核实后答复。',
  relatedDocuments: (names: string) => `相关文件：${names}。`,
  /** Stands for the number of a ticket that is not open yet. */
  numberToCome: '〔工单号〕',
  leftToPeople: '您的消息已收到，工作人员会在这里回复您。',
  peopleNext: (minutes: number) => `如果${minutes}分钟内没人接手，会再叫下一位同事，然后是负责人。`,
  peopleReturned: '这次的人工服务先到这里。还有事请直接留言，工作人员会看到。',
  handoverAsked: '好的，已为您登记转人工，客服同事会在这里接着和您谈。',
  handoverWaiting: '您的转人工请求还在排队。',
  handoverTrouble: '您反映的情况我已登记转人工，请负责人亲自跟进。',
  handoverStuck: '抱歉，我没能帮上忙。已为您登记转人工，客服同事会在这里接着和您谈。',
  handoverSad: '很抱歉听到这些，请您节哀、保重。已为您登记转人工，请一位同事慢慢跟您说。',
  handoverDanger: '已同时登记转人工，请保持电话畅通；情况变化请马上告诉我，并拨打上面的电话。',
  handoverNoted: '已经记下，会一并交给接手的同事。',
  handoverOpen: (minutes: number) =>
    `如果${minutes}分钟内没人接手，我会再叫下一位同事，然后是负责人。等的时候您可以继续留言，也可以继续问我。`,
  handoverClosed: (plan: { opensAt: string; dutyPhone: string }) =>
    `现在是下班时间，${plan.opensAt}上班后才有人接手，您可以先留言。如有危险请直接告诉我，值班人员全天响应${plan.dutyPhone ? `，值班电话 ${plan.dutyPhone}` : ''}。`,
  handoverTaken: (name: string) => `${name}已接手，接下来由${name}在这里和您沟通。`,
  handoverPassed: (name: string) => `接下来改由${name}在这里和您沟通。`,
  handoverReturned: '人工服务先到这里，接下来由我（自动助手）继续为您服务。还需要找人，说一声“转人工”就行。',
  handoverIdle:
    '同事已有一段时间没有新的消息，接下来先由我（自动助手）继续为您服务。还需要找人，说一声“转人工”就行。',
  handoverIdleUnanswered:
    '很抱歉，您最后的留言还没有得到答复。我已再次请同事来看；等的时候我（自动助手）继续为您服务。',
  staffCorrected: (text: string) => `更正：${text}`,
  fileFromStaff: (name: string) => `［文件］${name}`,
  praiseRecorded: '谢谢您的肯定！已经记下来，会转达给被表扬的同事，他们一定很开心。',
  suggestionRecorded: '谢谢您的建议，已经记下来转给负责的同事研究。',
  signUpRecorded: (activity: string) => `已记下您的报名意向（${activity}），活动负责人确认名额后会回复您。`,
  smallTalk: {
    greeting: '您好！报修、投诉、咨询物业规定都可以直接告诉我，需要人工也说一声。',
    thanks: '不客气，这是我们应该做的。',
    goodbye: '再见，祝您生活愉快，有事随时找我。',
    'who-are-you':
      '我是邻里物业的自动客服助手（不是真人），可以答疑、登记报修投诉、查进度；需要人工请说“转人工”。',
    apology: '没关系的。',
    acknowledged: '好的，收到。',
    chat: '谢谢您跟我聊天。物业方面有需要，随时告诉我。',
  },
  refusal: {
    'off-topic': '这个我帮不上忙，我只负责物业服务：报修、投诉、咨询规定、查工单进度。',
    privacy:
      '抱歉，住户的个人信息受法律保护，我不能提供或查询他人的资料。如有纠纷，可以报警或通过法院依法调取。',
    injection: '抱歉，这个要求我不能照做。我是物业自动客服，可以帮您报修、投诉、咨询规定或转人工。',
    improper: '抱歉，这件事我不能这样处理，也没有权限。如涉及费用或权益，我可以为您登记工单或转人工核实。',
    abuse: '很抱歉让您这么生气。请说说是哪件事没办好、在哪里，我马上登记；也可以说“转人工”找同事。',
    empty: '我在的，请问有什么可以帮您？',
    unclear: '抱歉，我没太明白。您可以直接说遇到的问题和位置，例如“3栋1单元电梯不动了”。',
    'wrong-chat': '这里是物业客服，您好像发错对话框了。个人验证码等信息请不要发到这里。',
  },
  ticketNotice: ticketNoticesZh,
  undelivered: {
    failed: ({ channel, text }: { channel: string; text: string }) =>
      `有一条消息一小时内都没能送达（渠道 ${channel}），请改用电话或其他方式联系住户：${text}`,
    refused: ({ channel, text }: { channel: string; text: string }) =>
      `平台拒收了一条消息（渠道 ${channel}），请改用电话或其他方式联系住户：${text}`,
  },
  ...channelTextsZh,
  ticketStanding: ticketStandingZh,
  staffTicket: staffTicketsZh,
  notUnderstood:
    '抱歉，我没太明白。您是要报修、投诉，还是想咨询规定？直接说事情和位置就行；也可以说“转人工”。',
  angryAbout: (number: string) =>
    `很抱歉让您这么生气。您的工单 ${number} 还在办：要催办就说“催一下”，要找同事就说“转人工”，我马上登记。`,
  ticketAlso: (number: string) => `您之前说的事也已登记为工单 ${number}，安全了再慢慢补充位置。`,
  leftAsIs: '好的，工单都先保持原样。',
  draftDropped: '好的，刚才的内容不登记了。需要时随时再告诉我。',
  noOpenTicket: {
    cancel: '目前没有可以撤销的工单。',
    urge: '目前没有您名下未完成的工单。请告诉我是什么事、在哪里，我马上登记。',
    status: '目前没有查到您名下的工单。如果要报修或投诉，直接告诉我事情和位置就行。',
    add: '目前没有您名下未完成的工单。如果是要报修或投诉，请告诉我是什么问题、在哪里。',
    reopen: '没有找到您近7天内处理过的工单。请告诉我是什么问题、在哪里，我马上登记。',
    rate: '谢谢您的评价。',
  },
  notYourTicket: (number: string) => `没有查到您名下的工单 ${number}，请核对一下编号。`,
  alreadyCancelled: (number: string) => `工单 ${number} 已经撤销了。`,
  keptOpen: (number: string) => `好的，工单 ${number} 继续保留。`,
  transcript: (text: string) => `[语音转文字] ${text}`,
  heard: (text: string) => `（语音听到的是：“${text}”，听错了请告诉我。）`,
  voiceUnheard: '语音收到了。我还听不了语音，麻烦打字简单说一下是什么事、在哪里，我马上办。',
  fileNoted: '文件收到了。请问这是什么问题、在哪个位置？说一声我就为您登记。',
  welcome:
    '您好，我是邻里物业的自动客服助手，24小时在线：\n· 报修、投诉：直接说事情和位置\n· 咨询：比如“投诉多久处理？”\n· 查进度：说“我的工单”\n· 紧急情况：马上说，我会立刻告诉您怎么做\n· 找人工：说“转人工”',
  help: '您可以这样用：\n· “厨房水管漏水了，3栋1单元502”——登记报修\n· “投诉多久处理？”——查服务标准\n· “我的工单”——查进度；“催一下”——催办；“不修了”——撤销\n· “绑定 房屋码”——绑定房屋，之后报修不用再说地址\n· “转人工”——找同事',
  bound: (place: string) => `绑定成功：${place}。以后报修不用再说地址了。`,
  bindWrongCode: (triesLeft: number) => `这个房屋码不对，请核对后再试（还可以试${triesLeft}次）。`,
  bindTooMany: '输错次数太多，请一小时后再试，或到客服中心核实身份后绑定。',
  bindHow: '请回复“绑定 房屋码”，房屋码在物业发放的住户卡上，也可以到客服中心领取。',
  privatePlease: '这涉及您的个人信息，为保护隐私，请点我的头像私聊我，我马上帮您查。',
  tooManyTickets: '您今天登记的工单已经比较多了，为免重复，新的情况我先转给同事，请稍等人工回复。',
  button: {
    human: '转人工',
    openTicket: '登记工单',
    status: '查进度',
    helpful: '有帮助',
    notHelpful: '没帮助',
  },
  attachment: {
    photo: '[图片]',
    voice: '[语音]',
    audio: '[语音]',
    video: '[视频]',
    file: '[文件]',
    sticker: '[表情]',
  },
  ...zhCnWork,
  locationShared: (name: string) => `[位置] ${name}`,
}

export type Texts = typeof zhCn
