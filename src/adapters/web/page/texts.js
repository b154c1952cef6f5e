/** Texts of the page in both languages; every key exists in both. */
export const texts = {
  'zh-CN': {
    title: '邻里管家',
    lead: '随时有人应的物业账号。',
    point1: '问规定：按公司服务标准回答，并写明是哪一条。',
    point2: '报问题：开好工单，说清谁、多久给您答复。',
    point3: '遇危险：两秒内告诉您怎么做，同时开紧急工单、登记转人工。',
    desk: '我是物业员工，进入工作台',
    joinTitle: '您想用哪一户的身份聊聊？',
    joinHint: '这是示范小区，选一户就能马上开始，不用注册。',
    noHousehold: '不选房屋，直接开始',
    hello: '您好！我是物业的自动助手（AI），随时都在。规定可以问我，问题可以报给我，要找人工也直接说。',
    change: '换一户',
    connected: '在线',
    connecting: '正在连接…',
    offline: '连接已断开',
    banner: '网络断开了。您写的话已保存，恢复后自动发出。',
    write: '写下您的问题',
    send: '发送',
    attach: '添加照片或文件',
    locate: '发送我的位置',
    remove: '移除',
    sending: '发送中…',
    waiting: '待网络恢复后发出',
    failed: '未发出：',
    again: '重发',
    staff: '物业员工',
    place: '位置',
    file: '文件',
    tooLarge: '文件太大，每个不超过 10 MB。',
    tooMany: '一次最多 6 个文件。',
    chips: '试着问问',
    chip1: '投诉多久处理？',
    chip2: '厨房水管漏水了',
    chip3: '电梯困人了！',
    chip4: 'Is there parking for visitors?',
    talk: '聊天记录',
    other: 'English',
  },
  en: {
    title: 'Linli assistant',
    lead: 'The property account that answers at any hour.',
    point1: 'Ask: answers come from the company’s service standards and name the clause.',
    point2: 'Report: a ticket is opened, and you hear who answers by when.',
    point3: 'Danger: what to do within two seconds, an emergency ticket, a person asked for.',
    desk: 'I work here: open the staff desk',
    joinTitle: 'Which household would you like to be?',
    joinHint: 'This is a demo community. Pick one and start at once, no sign-up.',
    noHousehold: 'Start without a household',
    hello:
      'Hello! I am the property company’s automatic assistant (AI), here at any hour. Ask about the rules, report a problem, or ask for a person.',
    change: 'Change',
    connected: 'Online',
    connecting: 'Connecting…',
    offline: 'Not connected',
    banner: 'You are offline. What you write is kept and goes out when you are back.',
    write: 'Write your question',
    send: 'Send',
    attach: 'Add photos or files',
    locate: 'Send my location',
    remove: 'Remove',
    sending: 'Sending…',
    waiting: 'Goes out when you are back online',
    failed: 'Not sent: ',
    again: 'Send again',
    staff: 'Staff',
    place: 'Location',
    file: 'File',
    tooLarge: 'That file is too large: 10 MB at most.',
    tooMany: 'At most 6 files at a time.',
    chips: 'Try asking',
    chip1: 'Is there parking for visitors?',
    chip2: 'My kitchen pipe is leaking',
    chip3: 'Someone is stuck in the lift!',
    chip4: '投诉多久处理？',
    talk: 'Conversation',
    other: '中文',
  },
}

const stored = localStorage.getItem('linli.language')
let language = stored in texts ? stored : navigator.language.startsWith('zh') ? 'zh-CN' : 'en'

export function currentLanguage() {
  return language
}

export function say(key) {
  return texts[language][key]
}

export function switchLanguage() {
  language = language === 'en' ? 'zh-CN' : 'en'
  localStorage.setItem('linli.language', language)
}

/** Writes the texts of the current language into every element that names one. */
export function writeTexts() {
  document.documentElement.lang = language
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = say(element.dataset.text)
  }
}
