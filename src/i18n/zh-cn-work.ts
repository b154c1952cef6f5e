/** What staff read about work that is given out, danger that is rung for, and what many residents report. */
export const zhCnWork = {
  dispatch: {
    assigned: (choice: {
      name: string
      why: string
      skill: string
      building: string
      open: number
      eligible: number
      leftOut: string
    }) =>
      `派给${choice.name}：${[
        choice.why,
        choice.skill ? `会${choice.skill}` : '',
        choice.building ? `负责${choice.building}栋` : '',
        `手上${choice.open}单`,
        `当班可派${choice.eligible}人`,
      ]
        .filter(Boolean)
        .join('，')}${choice.leftOut}。`,
    why: {
      again: '上次由其处理',
      only: '唯一合适人选',
      'in-turn': '轮到其接单',
      'best-fit': '负荷最低且最合适',
    },
    offered: (offer: { count: number; skill: string; leftOut: string }) =>
      `抢单：已发给${offer.count}位当班且会${offer.skill}的同事，先接先得${offer.leftOut}。`,
    toLead: (lead: { name: string; skill: string; leftOut: string }) =>
      `当班没有会${lead.skill}且负责该处的同事，转值班负责人${lead.name}安排${lead.leftOut}。`,
    nobody: (queue: { skill: string; leftOut: string }) =>
      `当班没有会${queue.skill}的同事，也没有值班负责人，工单留在待派队列${queue.leftOut}。`,
    leftOut: (left: { noSkill: number; elsewhere: number; offShift: number }) => {
      const parts = [
        left.offShift > 0 ? `${left.offShift}人不当班` : '',
        left.elsewhere > 0 ? `${left.elsewhere}人不负责该处` : '',
        left.noSkill > 0 ? `${left.noSkill}人无此技能` : '',
      ].filter(Boolean)
      return parts.length > 0 ? `（${parts.join('、')}）` : ''
    },
    ticketLine: (ticket: {
      number: string
      category: string
      priority: string
      place: string
      text: string
    }) => `${ticket.number} ${ticket.category}（${ticket.priority}）｜${ticket.place}\n${ticket.text}`,
    toYou: (lines: { ticket: string; reason: string }) => `新工单派给您\n${lines.ticket}\n${lines.reason}`,
    offer: (lines: { ticket: string; minutes: number }) =>
      `抢单：${lines.minutes}分钟内先接先得\n${lines.ticket}`,
    waiting: (lines: { ticket: string; reason: string }) =>
      `无人可派，请尽快安排\n${lines.ticket}\n${lines.reason}`,
    taken: (offer: { number: string; name: string }) => `工单 ${offer.number} 已由${offer.name}接单。`,
    offerExpired: (minutes: number) => `抢单${minutes}分钟无人接，改为系统指派。`,
    joinsIncident: (lead: { number: string }) => `与 ${lead.number} 同一事件，随其一并处理，不另派单。`,
    somebody: '同事',
    button: { accept: '接单', start: '开始处理' },
  },
  emergency: {
    ring: (ring: { what: string; name: string; level: number; round: number; minutes: number }) =>
      `【紧急】${ring.what}\n第${ring.round}轮第${ring.level}位：${ring.name}，请在${ring.minutes}分钟内应答，否则转下一位。`,
    drill: (text: string) => `【演练】${text}`,
    everybody: '全体值班人员',
    rang: (ring: { name: string; level: number; round: number; minutes: number }) =>
      `紧急呼叫第${ring.round}轮第${ring.level}位：${ring.name}，限${ring.minutes}分钟应答。`,
    answered: (answer: { name: string; minutes: string }) =>
      `${answer.name}已应答，距开始呼叫${answer.minutes}分钟。`,
    unanswered: (chain: { what: string; round: number; rung: number }) =>
      `【紧急】第${chain.round}轮已呼叫${chain.rung}人，无人应答，正在从头再呼：${chain.what}`,
    again: (chain: { what: string; number: string }) =>
      `【紧急】您正在处理的险情又有人报告（${chain.number}）：${chain.what}`,
    joined: (lead: { number: string }) => `与 ${lead.number} 同一险情，并入其应急呼叫。`,
  },
  incident: {
    title: (facts: { places: string; cause: string }) => `${facts.places}${facts.cause}`,
    cause: {
      'water-off': '停水',
      'water-quality': '水质水压问题',
      'power-off': '停电',
      'gas-off': '停气',
      'heating-off': '暖气故障',
      'network-off': '断网',
      lift: '电梯故障',
      entrance: '门禁故障',
      lighting: '公共照明故障',
      sewage: '污水异味问题',
      'burst-pipe': '管道漏水',
      rubbish: '垃圾清运问题',
      noise: '噪音问题',
      pets: '宠物问题',
    } as Record<string, string>,
    everywhere: '小区',
    building: (building: string) => `${building}栋`,
    alert: (facts: { title: string; households: number; numbers: string; since: string }) =>
      `【事件】${facts.title}：已有${facts.households}户反映（首报${facts.since}）。工单：${facts.numbers}`,
    disputeAlert: (facts: { title: string; since: string }) =>
      `【事件】${facts.title}：有多位住户反映（首报${facts.since}），请中立核实，勿透露反映人。`,
    linked: (facts: { title: string }) => `并入事件：${facts.title}。`,
    closedNote: (facts: { title: string; note: string }) => `事件“${facts.title}”已处理：${facts.note}`,
  },
  /** What residents hear about a trouble that many have reported. */
  incidentTold: {
    known: (facts: { households: number; building: string | null; state: string }) =>
      `这一情况我们已知晓，${facts.building === null ? '小区里' : `${facts.building}栋`}已有${facts.households}户反映，${facts.state}。处理好后会统一通知您。`,
    knownDispute: (facts: { state: string }) => `这一情况我们已知晓，${facts.state}。有结果会通知您。`,
    state: { reported: '已通知值班同事', dispatched: '已派人处理', working: '师傅正在处理' },
    progress: (text: string) => `最新进展：${text}`,
    update: (facts: { title: string; text: string }) => `关于您反映的${facts.title}：${facts.text}`,
    closed: (facts: { title: string; numbers: string; note: string }) =>
      `您反映的${facts.title}（工单 ${facts.numbers}）已处理好：${facts.note}\n如果您那里还没恢复，请直接告诉我，我马上重新登记。`,
    closedDispute: (facts: { numbers: string; note: string }) =>
      `您反映的情况（工单 ${facts.numbers}）已处理：${facts.note}\n如果还有问题，请直接告诉我。`,
  },
  improvement: {
    opened: (facts: { place: string; category: string; count: number; days: number; numbers: string }) =>
      `【专项改进】${facts.place}的${facts.category}问题${facts.days}天内出现${facts.count}次（${facts.numbers}），已立项，请指定负责人并分析根因。`,
    overdue: (facts: { place: string; category: string; measure: string; dueOn: string }) =>
      `【专项改进】${facts.place}${facts.category}：措施“${facts.measure}”应于${facts.dueOn}完成，尚未完成。`,
  },
}
