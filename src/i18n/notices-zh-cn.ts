/** All that notices and activities say, in Chinese. Templates name what the writer fills in, in braces. */
export const noticesZhCn = {
  received: '收到',
  optOut: '（不想再收到这类通知，回复“退订通知”）',
  dearAll: '各位业主',
  corrected: (title: string) => `【更正】${title}`,
  recalled: (title: string) => `【撤回】此前的通知“${title}”已撤回，请以最新通知为准，给您添麻烦了。`,
  optedOut:
    '好的，以后不再给您发活动、节日一类的通知。停水停电等必要通知仍会发给您。回复“恢复通知”可以恢复。',
  optedIn: '好的，已恢复接收通知。',
  test: (text: string) => `【测试，仅您可见】\n${text}`,
  templates: {
    outage: {
      title: '停水停电通知',
      text: '{name}您好：因{reason}，{community}将于{from}至{to}暂停{what}。请提前做好准备。恢复后我们第一时间告诉您，给您带来不便，敬请谅解。',
    },
    lift: {
      title: '电梯检修通知',
      text: '{name}您好：{place}电梯将于{from}至{to}进行检修，期间停用，请走楼梯或使用其他电梯。老人、小孩出行需要帮助，请联系客服。',
    },
    payment: {
      title: '缴费提醒',
      text: '{name}您好：{household}{period}的物业费已可缴纳，请于{to}前通过{way}缴纳。如已缴纳请忽略，有疑问直接回复本消息。',
    },
    typhoon: {
      title: '台风防范通知',
      text: '{name}您好：预计{from}起受台风影响。请收好阳台花盆等物品，关好门窗，尽量减少外出，车辆移离低洼处。紧急情况直接发消息给我们。',
    },
    event: {
      title: '社区活动',
      text: '{name}您好：{from}在{place}举办{what}，欢迎参加。',
    },
    tip: { title: '温馨提示', text: '{name}您好：{what}。感谢您的配合。' },
    festival: { title: '{festival}快乐', text: '{name}您好：祝您和家人{festival}快乐，平安顺遂。' },
    birthday: { title: '生日快乐', text: '{name}您好：祝您生日快乐，万事顺意。' },
  },
  benefits: {
    outage: ['提前施工，避免夏季用水用电高峰', '更换老化设备，减少突发故障', '恢复后会逐栋检查'],
    lift: ['运行更平稳', '减少困人和故障', '检修后由持证人员验收'],
    payment: ['线上缴费不用跑腿', '费用明细可查', '有疑问专人解答'],
    typhoon: ['物业加强巡查', '排水设施已检查', '值班人员随时响应'],
    event: ['全家都能参加', '认识更多邻居', '由物业全程组织'],
    tip: ['环境更整洁', '邻里更和睦', '居住更安全'],
  } as Record<string, string[]>,
  friendly: (text: string, benefits: string) => `${text}\n这样做的好处：${benefits}。`,
  listMark: '；',
  news: {
    title: '{community}一周动态',
    head: (from: string, to: string) => `{name}您好，{community} ${from} 至 ${to} 的服务情况：`,
    closed: (count: number, kinds: string) => `· 处理完成 ${count} 件：${kinds}`,
    nothing: '· 本周没有新完成的工单',
    events: (titles: string) => `· 近期活动：${titles}`,
    tail: '有任何需要，直接回复就行。',
  },
  festivals: {
    'new-year': '元旦',
    'spring-festival': '春节',
    lantern: '元宵节',
    qingming: '清明',
    'labour-day': '劳动节',
    'dragon-boat': '端午节',
    'mid-autumn': '中秋节',
    'national-day': '国庆节',
    'double-ninth': '重阳节',
  } as Record<string, string>,
  activity: {
    card: (about: { title: string; text: string; when: string; place: string; left: string }) =>
      `**${about.title}**\n${about.text}\n时间：${about.when}\n地点：${about.place}\n${about.left}`,
    left: (left: number) => (left > 0 ? `名额还有 ${left} 个` : '名额已满，可以排队候补'),
    unlimited: '名额不限',
    signUp: '报名',
    cancel: '取消报名',
    in: (title: string, order: number) => `报名成功：“${title}”，您是第 ${order} 位。`,
    waiting: (title: string, place: number) =>
      `“${title}”名额已满，您排在候补第 ${place} 位，有空位会马上告诉您。`,
    movedUp: (title: string) => `好消息：“${title}”有人退出，您已从候补转为报名成功。`,
    cancelled: (title: string) => `已取消“${title}”的报名。`,
    notSignedUp: (title: string) => `您没有报名“${title}”。`,
    closed: (title: string) => `“${title}”的报名已经结束。`,
    already: (title: string) => `您已经报名“${title}”了。`,
    attended: (title: string) => `签到成功，欢迎参加“${title}”。`,
    reminder: (title: string, when: string, place: string) =>
      `提醒您：您报名的“${title}”将于${when}在${place}开始。来不了请按“取消报名”，让给候补的邻居。`,
    checkIn: '签到',
    thanks: '谢谢您的评价。',
    none: '现在没有可以报名的活动。',
  },
  ownerDay: {
    numbered: (number: number, title: string) =>
      `已登记为“${title}”的第 ${number} 号问题，会有专人回复，结果对全体业主公开。`,
    closed: '现在不在业主沟通日的提问时间内。您可以直接把问题发给我，我马上处理。',
    result: (number: number, text: string, result: string) => `第 ${number} 号：${text}\n答复：${result}`,
    answered: (number: number, result: string) => `您在业主沟通日提的第 ${number} 号问题有结果了：${result}`,
  },
  menu: {
    head: '我们和合作伙伴提供这些服务（您问了才会介绍）：',
    later: '先把您反映的问题处理好，其他服务等您需要时再说。',
    none: '目前没有登记增值服务，需要什么请直接说，我帮您问。',
    item: (title: string, text: string, rating: string) => `**${title}**${rating} ${text}`,
    tier: (name: string, price: string, includes: string) => `  · ${name}：${price}（${includes}）`,
    rating: (average: string, count: number) => `（${average}分，${count}人评价）`,
  },
  reasons: {
    'no-contact': '没有绑定任何账号',
    blocked: '已拉黑我们',
    'opted-out': '已退订这类通知',
    'channel-off': '渠道没有开通或已停用',
    'other-channel': '不在所选渠道',
    'window-closed': '超过平台允许的回复时间',
    removed: '我们已被移出群',
    'no-right': '我们没有发言权限',
    gone: '账号或群不存在了',
  } as Record<string, string>,
}

export type NoticeTexts = typeof noticesZhCn
