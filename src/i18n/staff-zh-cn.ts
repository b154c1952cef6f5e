/** All that is said to staff in their room, in Chinese. */
export const staffZhCn = {
  reason: {
    asked: '住户要求人工',
    angry: '住户生气',
    threat: '住户提到投诉、曝光或法律途径',
    stuck: '自动助手两次没听懂',
    danger: '险情',
    sad: '住户难过',
    'low-rating': '评分低',
    unanswered: '住户最后的留言没人答复',
    staff: '员工主动接手',
    'people-only': '本小区由人工答复',
    'draft-only': '本小区由人工答复，机器人只起草',
    approval: '机器人的答复等您确认',
  } as Record<string, string>,
  mood: { angry: '生气', anxious: '着急', sad: '难过', neutral: '平静', pleased: '高兴' } as Record<
    string,
    string
  >,
  card: (card: { title: string; reason: string }) => `**待人工：${card.title}**\n原因：${card.reason}`,
  cardHow: '回复本消息即可答复住户（自动接手）；// 开头或 /note 是内部备注，住户看不到。',
  summaryHead: '【建议】以下由系统整理，请核对：',
  wants: '诉求',
  tried: '已做过',
  household: '房屋',
  householdUnknown: '未登记',
  tickets: '未结工单与承诺',
  noTickets: '没有未结工单',
  ticketLine: (ticket: { number: string; category: string; status: string; resolveBy: string }) =>
    `${ticket.number} ${ticket.category}｜${ticket.status}｜承诺${ticket.resolveBy}前处理完成`,
  late: '（已超时）',
  draft: (draft: { category: string; description: string }) =>
    `还没登记完的${draft.category}问题：${draft.description}`,
  moodCourse: '情绪变化',
  notes: '内部备注',
  suggestion: '【建议回复】',
  /** What the bot would do besides saying its words. */
  would: (what: string) => `采用后会：${what}`,
  step: {
    'open-ticket': '登记工单',
    'add-note': '补充工单',
    'correct-ticket': '更正工单',
    'cancel-ticket': '撤销工单',
    'reopen-ticket': '重新打开工单',
    'urge-ticket': '登记催办',
    'rate-ticket': '记下评分',
    'request-human': '登记转人工',
    'record-voice': '记下表扬或建议',
    bind: '绑定房屋',
  } as Record<string, string>,
  suggested: (title: string) => `机器人给 ${title} 起草了答复：`,
  approveHow: '点“采用并发送”即可；要改就直接回复本消息。',
  draftOnlyHow: '本小区由人工答复：请回复本消息。',
  approved: '已采用，发给住户了。',
  did: {
    'open-ticket': '登记工单',
    'answer-question': '查服务标准答复',
    'ask-status': '查工单进度',
    'urge-ticket': '登记催办',
    'add-to-ticket': '补充工单',
    'reopen-ticket': '重新打开工单',
    'cancel-ticket': '撤销工单',
    'rate-service': '收到评分',
    'cannot-handle': '没能听懂或办不了',
    clarify: '请住户说清楚',
  } as Record<string, string>,
  suggest: {
    greeting: (name: string) => `${name}您好，我是物业客服，看到您的留言了。`,
    sorry: '让您生气了，很抱歉。',
    danger: '请先保证自己和家人安全，我马上联系值班人员；情况有变化请随时告诉我。',
    ticket: (ticket: { number: string; category: string; status: string; resolveBy: string }) =>
      `您反映的${ticket.category}问题（工单${ticket.number}）目前${ticket.status}，承诺${ticket.resolveBy}前处理完成，我来跟进。`,
    late: (number: string) =>
      `工单${number}没有按承诺完成，是我们没做好，我现在去核实原因，核实后在这里答复您。`,
    draft: (category: string) => `您说的${category}问题我来登记，请把具体位置再发我一下。`,
    clause: (clause: string) => `您问的事在${clause}里有规定，我对照着给您说明。`,
    listen: '您的情况我先了解一下，请把事情经过再简单说说。',
  },
  taken: (talk: { name: string; title: string }) =>
    `${talk.name} 已接手：${talk.title}。回复本消息即可答复住户。`,
  passed: (talk: { name: string; from: string; title: string }) =>
    `${talk.name} 从 ${talk.from} 手里接过：${talk.title}。`,
  returned: (talk: { name: string; title: string }) => `${talk.name} 已交还自动助手：${talk.title}。`,
  closed: (talk: { name: string; title: string }) => `${talk.name} 已结束人工服务：${talk.title}。`,
  idle: (title: string) => `太久没有人答复，已交还自动助手：${title}。`,
  system: '系统',
  api: '接口',
  resident: (line: { title: string; text: string }) => `${line.title}：${line.text}`,
  residentEdited: (text: string) => `（住户改成了）${text}`,
  fileOf: (title: string) => `${title} 发来文件`,
  answered: (line: { name: string; text: string }) => `${line.name}（工作台）答复：${line.text}`,
  noted: (line: { name: string; text: string }) => `内部备注（${line.name}）：${line.text}`,
  noteKept: '已记为内部备注，住户看不到。',
  unanswered: (talk: { title: string; minutes: number; to: string; reason: string }) =>
    `${talk.title} 等人工已${talk.minutes}分钟没人接手（${talk.reason}）。${talk.to}请接手。`,
  urgent: '【紧急】',
  everyone: '在岗的同事',
  to: (name: string) => `@${name} `,
  buttons: {
    take: '接手',
    return: '交还',
    close: '结束',
    approve: '采用并发送',
    accept: '接单',
    start: '开始',
    done: '完成',
    acknowledge: '知道了',
  },
  acknowledged: (name: string) => `${name} 已确认。`,
  acknowledgedBefore: '这条已经有人确认过了。',
  deleted: '已撤回发给住户的这条消息。',
  nothingToDelete: '请回复您要撤回的那条消息，再发 /delete。',
  bound: (name: string) => `已绑定：${name}。现在可以在员工群里接手对话、处理工单了。`,
  badCode: '绑定码不对或已过期。请让经理或管理员在工作台重新生成，再发 /bind 绑定码。',
  unbound: '您还没有绑定员工身份，不能操作。请让经理或管理员在工作台生成绑定码，再发 /bind 绑定码。',
  inactive: '这个账号已停用，不能操作。',
  notYours: '这个小区不归您负责，不能操作。',
  notTheirs: (name: string) => `${name} 不负责这个小区，没有交接。`,
  left: '这个账号已退出员工群，不能操作。',
  notAllowed: (role: string) => `您的角色（${role}）不能做这一步。`,
  which: '请回复住户对话的那条消息再操作。',
  whichTicket: '请写上工单号，例如 /done LL1001 已更换阀芯。',
  whichReason:
    '等待要写原因：parts（等配件）、resident（等住户）或 force-majeure（不可抗力），例如 /wait LL1001 parts 周三到货。',
  whoUnknown: (who: string) => `没有找到员工“${who}”。请写登录名或姓名。`,
  emptyNote: '备注是空的，没有记下。',
  ticketDone: (ticket: { number: string; status: string; name: string }) =>
    `工单 ${ticket.number}：${ticket.status}（${ticket.name}）。`,
  causeMissing: (number: string) =>
    `投诉结案还要写根本原因：下次可写 /done ${number} 说明 原因：……，这张请在工作台结案时补上。`,
  myTickets: '未结工单：',
  noOpenTickets: '没有分给您的、也没有待分配的未结工单。',
  taskLine: (ticket: {
    number: string
    category: string
    status: string
    location: string
    resolveBy: string
  }) => `${ticket.number} ${ticket.category}｜${ticket.location}｜${ticket.status}｜${ticket.resolveBy}前`,
  refused: (why: string) => `没有办成：${why}`,
  ownedBy: (name: string) => `这个对话已由 ${name} 接手；要接过来请发 /assign 您的名字。`,
  withBot: '这个对话在自动助手那里，没有人接手。',
  failed: '没有办成，系统出了点问题，请再试一次。',
  help: '可用：/take 接手　/approve 采用机器人起草的答复　/return 交还　/close 结束　/note 备注（或 // 开头）　/assign 姓名　/delete 撤回\n工单：/tickets　/accept LL1001　/start LL1001　/wait LL1001 parts 说明　/done LL1001 说明 原因：根因（可带照片；可写多个工单号）　/reassign LL1001 姓名\n通知住户：/notice（看写法）\n一周民情：/digest\n身份：/bind 绑定码',
  callbacks: {
    talk: '人工接待',
    activity: '社区活动',
    raised: '回访不满意，提高优先级',
    low: (facts: { number: string; score: number; comment: string; isReopened: boolean }) =>
      `【回访不满意】${facts.number} 得${facts.score}分${facts.comment === '' ? '' : `：“${facts.comment}”`}${facts.isReopened ? '，工单已重新打开并提高优先级' : ''}。请安排人致电住户。`,
    file: (facts: { number: string; note: string }) =>
      `住户回访时发来${facts.number === '' ? '' : `（${facts.number}）`}：${facts.note}。请查看。`,
    lowAspect: (facts: { number: string; aspect: string; score: number; comment: string }) =>
      `【回访不满意】${facts.number} ${facts.aspect}得${facts.score}分${facts.comment === '' ? '' : `：“${facts.comment}”`}。请了解情况。`,
    toCall: (facts: { number: string; score: number; comment: string }) =>
      `回访不满意，请致电住户：${facts.number} 得${facts.score}分${facts.comment === '' ? '' : `，“${facts.comment}”`}`,
    praise: (facts: { number: string; score: number; comment: string }) =>
      `住户表扬您${facts.number === '' ? '' : `（${facts.number}）`}：${facts.score}分，“${facts.comment}”`,
  },
}

export type StaffTexts = typeof staffZhCn
