/** Texts of the page in both languages; every key exists in both. */
export const texts = {
  'zh-CN': {
    title: '邻里 · 工作台',
    signIn: '员工登录',
    login: '账号',
    password: '密码',
    enter: '登录',
    signOut: '退出',
    wrong: '账号或密码不对。',
    rests: '尝试太多，请稍后再试。',
    lost: '连不上服务，正在重试…',
    tickets: '工单',
    number: '编号',
    status: '状态',
    category: '类别',
    priority: '优先级',
    place: '位置',
    description: '内容',
    deadline: '时限',
    age: '已过',
    respondBy: '响应',
    resolveBy: '办结',
    late: '超时',
    onTime: '已办',
    conversations: '会话',
    noTickets: '还没有工单。',
    noConversations: '还没有会话。',
    close: '关闭',
    visitor: '住户',
    attachment: '附件',
    edited: '已修改',
    shown: '最近 100 条',
    other: 'English',
    day: '天',
    hour: '小时',
    minute: '分钟',
  },
  en: {
    title: 'Linli · staff desk',
    signIn: 'Staff sign-in',
    login: 'Login',
    password: 'Password',
    enter: 'Sign in',
    signOut: 'Sign out',
    wrong: 'Login or password is wrong.',
    rests: 'Too many tries; please wait a little.',
    lost: 'The service cannot be reached; trying again…',
    tickets: 'Tickets',
    number: 'Number',
    status: 'Status',
    category: 'Category',
    priority: 'Priority',
    place: 'Place',
    description: 'What',
    deadline: 'Deadline',
    age: 'Age',
    respondBy: 'respond',
    resolveBy: 'resolve',
    late: 'overdue',
    onTime: 'done',
    conversations: 'Conversations',
    noTickets: 'No tickets yet.',
    noConversations: 'No conversations yet.',
    close: 'Close',
    visitor: 'Resident',
    attachment: 'attachment',
    edited: 'edited',
    shown: 'latest 100',
    other: '中文',
    day: 'd',
    hour: 'h',
    minute: 'min',
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
  document.title = say('title')
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = say(element.dataset.text)
  }
}
