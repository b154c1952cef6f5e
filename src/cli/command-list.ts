/** One command of `npx linli` as the help text and the README tables show it. */
export interface CommandEntry {
  name: string
  /** What stands after `npx linli `. */
  usage: string
  meaning: { zh: string; en: string }
}

export const commandList: readonly CommandEntry[] = [
  {
    name: 'chat',
    usage: 'chat',
    meaning: { zh: '在终端里以住户身份聊天', en: 'talk in the terminal as a resident' },
  },
  {
    name: 'eval',
    usage: 'eval FILE… [--knowledge DIR] [--threshold 0.85] [--json]',
    meaning: {
      zh: '用自己的对话、问题、情绪、群聊样本评测；低于门槛时退出码为 1',
      en: 'judge your own talks, questions, messages and group days; exit code 1 below the threshold',
    },
  },
  {
    name: 'import',
    usage: 'import PATH… [--json]',
    meaning: {
      zh: '导入文件或文件夹（md、txt、html、docx、pdf、xlsx、csv），逐个说明读到了什么、略去了什么',
      en: 'import files or folders (md, txt, html, docx, pdf, xlsx, csv) and say of each what was read and left out',
    },
  },
  {
    name: 'doctor',
    usage: 'doctor',
    meaning: {
      zh: '检查本机与配置，逐条说明怎么修',
      en: 'check this machine and the settings, and say what to do',
    },
  },
]
