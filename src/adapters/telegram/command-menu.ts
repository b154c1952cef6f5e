/** The commands Telegram shows behind the menu button. */
export const menuCommands = [
  { command: 'start', zh: '开始', en: 'Start' },
  { command: 'help', zh: '帮助', en: 'Help' },
  { command: 'status', zh: '我的工单', en: 'My tickets' },
  { command: 'human', zh: '转人工', en: 'Talk to a person' },
  { command: 'new', zh: '报修投诉', en: 'Repair or complaint' },
] as const

/** Gives the calls of `setMyCommands` that make the menu: Chinese for everyone, English for English clients. */
export function listMenuCalls(): object[] {
  const describe = (language: 'zh' | 'en') =>
    menuCommands.map(entry => ({ command: entry.command, description: entry[language] }))
  return [{ commands: describe('zh') }, { commands: describe('en'), language_code: 'en' }]
}
