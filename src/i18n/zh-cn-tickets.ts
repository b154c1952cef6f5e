/** What a notice may say about a ticket. `owner`: who works on it; `note`: what staff wrote for the resident, or empty. */
export interface NoticeFacts {
  number: string
  category: string
  owner: string
  resolveBy: string
  note: string
}

const told = (note: string) => (note === '' ? '' : `：${note}`)

/** Said to residents when their ticket moves on, outside any talk. */
export const ticketNoticesZh = {
  label: '（自动通知）',
  assigned: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `您的工单 ${number}（${category}）已交给${owner}负责，${resolveBy}前处理完成。`,
  accepted: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `${owner}已接下您的工单 ${number}（${category}），${resolveBy}前处理完成，上门前会先联系您。`,
  acceptedOffice: ({ number, category, owner, resolveBy }: NoticeFacts) =>
    `${owner}已接手您反映的事 ${number}（${category}），${resolveBy}前给您答复。`,
  started: ({ number, owner, resolveBy }: NoticeFacts) =>
    `${owner}已开始处理工单 ${number}，${resolveBy}前完成。`,
  resumed: ({ number, owner, resolveBy }: NoticeFacts) =>
    `工单 ${number} 已恢复处理，由${owner}负责，${resolveBy}前完成。`,
  waiting: {
    resident: ({ number, note }: NoticeFacts) =>
      `工单 ${number} 需要您配合一下${told(note)}。方便时回复一声，我们接着处理。`,
    parts: ({ number, owner, note }: NoticeFacts) =>
      `工单 ${number} 正在等配件${told(note)}。等待期间计时暂停，配件到了由${owner}接着处理，到时马上告诉您。`,
    'force-majeure': ({ number, owner, note }: NoticeFacts) =>
      `工单 ${number} 因客观原因暂时无法施工${told(note)}。条件允许后由${owner}接着处理，到时马上告诉您。`,
  },
  resolved: ({ number, owner, note }: NoticeFacts) =>
    `工单 ${number} 已由${owner}处理完成${told(note)}。如果还没好，回复“没修好”，我们重新处理。`,
  resolvedComplaint: ({ number, owner, note }: NoticeFacts) =>
    `您反映的事 ${number} 已由${owner}处理${told(note)}。如果情况没有改善，回复“没解决”，我们重新处理。`,
  resolvedSuggestion: ({ number, note }: NoticeFacts) =>
    `您的建议 ${number} 有结果了${told(note)}。谢谢您为小区操心，欢迎再提。`,
  reopened: ({ number, owner, resolveBy }: NoticeFacts) =>
    `工单 ${number} 已重新打开，由${owner}再次处理，${resolveBy}前完成。`,
  cancelled: ({ number, note }: NoticeFacts) =>
    `工单 ${number} 已由工作人员撤销${told(note)}。有疑问请回复“转人工”。`,
  closed: ({ number }: NoticeFacts) => `工单 ${number} 已办结，谢谢您的配合。`,
  lateToRespond: ({ number, category, owner }: NoticeFacts) =>
    `很抱歉，您的工单 ${number}（${category}）没能按承诺的时间响应。已再次提醒${owner}，一有人接手马上告诉您。急的话请回复“转人工”。`,
  lateToResolve: ({ number, category, owner }: NoticeFacts) =>
    `很抱歉，您的工单 ${number}（${category}）没能按承诺的时间处理完，目前由${owner}负责。这次超时已提醒负责人，有进展马上告诉您。急的话请回复“转人工”。`,
  voiceOutcome: {
    praise: ({ note }: { note: string }) => `您上次的表扬有回音了：${note}。谢谢您！`,
    suggestion: ({ note }: { note: string }) => `您上次提的建议有结果了：${note}。谢谢您为小区操心！`,
    'sign-up': ({ note }: { note: string }) => `您的报名有回复了：${note}。`,
  },
}

/** Said to staff about tickets. */
export const staffTicketsZh = {
  clock: { respond: '响应', resolve: '处理' },
  warning: (facts: { number: string; category: string; place: string; clock: string; dueAt: string }) =>
    `⏰ 工单 ${facts.number}（${facts.category}${facts.place}）须在${facts.dueAt}前${facts.clock}，请抓紧。`,
  breached: (facts: {
    number: string
    category: string
    place: string
    clock: string
    dueAt: string
    owner: string
    level: number
  }) =>
    `‼️ 工单 ${facts.number}（${facts.category}${facts.place}）已超过${facts.clock}时限（${facts.dueAt}），负责：${facts.owner}。${
      ['请马上处理并确认。', '现升级到主管，请跟进并确认。', '现升级到经理，请督办并确认。'][facts.level] ??
      ''
    }`,
  toCall: (facts: { number: string; category: string; place: string; phone: string; text: string }) =>
    `📞 请致电住户（工单 ${facts.number}，${facts.category}${facts.place}，${facts.phone || '未留电话'}）：${facts.text}`,
  urged: (facts: { number: string; category: string; place: string; status: string; words: string }) =>
    `📣 住户催办工单 ${facts.number}（${facts.category}${facts.place}，${facts.status}）：${facts.words}`,
  noted: (facts: { number: string; category: string; place: string; words: string }) =>
    `📝 住户补充了工单 ${facts.number}（${facts.category}${facts.place}）：${facts.words}`,
  calledOff: (facts: { number: string; category: string; place: string; words: string }) =>
    `⚠️ 住户称紧急工单 ${facts.number}（${facts.category}${facts.place}）是误报或已解除：“${facts.words}”。请核实，确认后再关单。`,
  refused: {
    taken: (facts: { number: string; assignee: string }) =>
      `工单 ${facts.number} 已由${facts.assignee}负责，没有改动。`,
    cancelled: (facts: { number: string }) => `工单 ${facts.number} 已撤销，不用再处理了。`,
    finished: (facts: { number: string; status: string }) =>
      `工单 ${facts.number} 的状态是“${facts.status}”，这一步不用再做了。`,
    'out-of-course': (facts: { number: string; status: string }) =>
      `工单 ${facts.number} 现在是“${facts.status}”，这一步做不了，没有改动。`,
  },
  noSuchTicket: (number: string) => `没有工单 ${number}，请核对编号。`,
  button: { accept: '接单', start: '开始处理', wait: '等待', done: '已处理', reassign: '转派' },
}

interface StandingFacts {
  number: string
  category: string
  status: string
  owner: string
  resolveBy: string
}

/** Answers to 「我的工单」 and 「催一下」, each true to where the ticket stands. */
export const ticketStandingZh = {
  waitReason: { resident: '等您配合', parts: '等配件', 'force-majeure': '因客观原因暂时无法施工' },
  underWay: ({ number, category, status, owner, resolveBy }: StandingFacts) =>
    `工单 ${number}（${category}）：${status}，负责：${owner}。承诺${resolveBy}前处理完成。`,
  waiting: ({ number, category, owner, reason }: StandingFacts & { reason: string }) =>
    `工单 ${number}（${category}）：等待中（${reason}），负责：${owner}。计时已暂停，恢复处理时马上告诉您。`,
  late: ({ number, category, status, owner, resolveBy }: StandingFacts) =>
    `工单 ${number}（${category}）：${status}，负责：${owner}。很抱歉，已超过承诺的${resolveBy}，正在督促处理。`,
  urgedWaiting: ({ number, owner, reason }: StandingFacts & { reason: string }) =>
    `让您久等了。已在工单 ${number} 登记催办（${owner}）；目前${reason}，恢复处理时马上告诉您。`,
  urgedLate: ({ number, status, owner, resolveBy }: StandingFacts) =>
    `让您久等了，很抱歉，工单 ${number} 已超过承诺的${resolveBy}。已登记催办（${owner}）；目前状态：${status}。急的话请回复“转人工”。`,
}
