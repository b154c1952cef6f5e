/** What residents are asked when work, a talk or an activity is over, and what is answered to their verdict. */
export const callbackTextsZh = {
  callback: {
    askTicket: (facts: { number: string; category: string }) =>
      `您的${facts.category}工单 ${facts.number} 处理完了，想问问您：这次处理您满意吗？点下面的分数，或者直接说说就行。`,
    askTalk: '刚才同事的接待，您满意吗？点下面的分数，或者直接说说就行。',
    askActivity: (title: string) =>
      `谢谢您来参加${title === '' ? '这次活动' : `“${title}”`}！您觉得怎么样？点下面的分数，或者直接说说就行。`,
    remind: (number: string) =>
      number === ''
        ? '方便的话给上次的服务打个分吧，不方便就不用管，不会再问了。'
        : `工单 ${number} 的处理，方便的话打个分吧；不方便就不用管，不会再问了。`,
    stars: (score: number) => `${score}分`,
    label: '（自动回访，人工智能生成；不想再收到就回“不要回访”）',
    askAspect: (aspect: string) => `再请教一句：${aspect}您打几分（1–5）？不想答可以不理。`,
    aspect: {
      speed: '响应速度',
      quality: '服务质量',
      manners: '人员态度',
      gate: '门岗',
      cleaning: '保洁',
      repair: '维修',
      service: '客服',
      greening: '绿化',
    } as Record<string, string>,
    subject: { handover: '人工接待', activity: '社区活动' } as Record<string, string>,
    aspectThanks: '好的，记下了，谢谢您！',
    aspectLow: '收到，很抱歉让您有这样的感受，已经告诉负责人了。',
    fileKept: (number: string) =>
      `收到，谢谢您${number === '' ? '，同事会看到' : `，已附在工单 ${number} 上，同事会看到`}。也请用文字说一下满意不满意，或者打个1–5分。`,
    changed: (score: number) => `好的，已改成${score}分。`,
    low: (facts: { score: number; number: string }) =>
      `收到您的${facts.score}分评价，很抱歉这次没让您满意。${facts.number === '' ? '' : `工单 ${facts.number} 已经重新打开并提高了优先级，`}负责人已收到通知，也已请同事联系您了解情况。`,
    lowTalk: (score: number) =>
      `收到您的${score}分评价，很抱歉这次没让您满意。负责人已收到通知，也已请同事联系您了解情况。`,
    optedOut: '好的，以后不再给您发回访和问卷。工单的进展还是会告诉您；想恢复的话，回“恢复回访”就行。',
    optedIn: '好的，回访已经恢复，谢谢您愿意告诉我们。',
  },
  survey: {
    begin: (facts: { title: string; count: number }) =>
      `《${facts.title}》想听听您的意见，共${facts.count}题。`,
    remind: (facts: { title: string; left: number }) =>
      `《${facts.title}》还差${facts.left}题，方便的话答一下；不想答不用理会，不会再提醒。`,
    several: '可以选几项，回复数字就行，比如“1 3”。',
    pair: '请回复两个数字（1–5）：先是您的期望，再是您的实际感受，比如“5 3”。',
    done: '问卷填完了，谢谢您！',
    over: '这份问卷已经结束了，谢谢您的心意。有别的事随时告诉我。',
    again: {
      score: (most: number) => `请回复1到${most}之间的一个数字：1最低，${most}最高。`,
      pair: (most: number) =>
        `请回复两个1到${most}之间的数字：先是您的期望，再是您的实际感受，比如“${most} 3”。`,
      single: (options: string[]) => `这题选一个，回复编号或名称就行：${options.join('，')}。`,
      multi: (options: string[]) => `这题可以选几项，回复编号或名称就行，比如“1 2”：${options.join('，')}。`,
      which: (options: string[]) =>
        `您提到了不止一个，这题只能选一个，您选哪个？${options.join('，')}。回复编号或名称就行。`,
      text: '刚才那题想到什么直接写就行；不想答就回“跳过”。',
    },
    option: (number: number, name: string) => `${number} ${name}`,
    passed: '好的，这次就不评了。',
    quarterly: {
      title: ({ year, quarter }: { year: string; quarter: string }) =>
        `${year}年第${quarter}季度服务质量调查`,
      dimensions: [
        '环境与设施（公共区域整洁，设备完好）',
        '可靠（答应的事按时做到，做对）',
        '响应（报修、投诉很快有人管）',
        '专业与放心（员工懂行、有礼、让人安心）',
        '关心（把住户的难处当回事）',
      ],
    },
  },
}
