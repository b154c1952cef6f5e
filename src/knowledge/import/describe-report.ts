import type { FailureReason, FileReport, ReadOutcome, SkipKind } from './import-report.ts'

type Locale = 'zh' | 'en'
type Words = Record<Locale, string>

const failures: Record<FailureReason, Words> = {
  empty: { zh: '文件是空的，或者没有文字', en: 'the file is empty or holds no text' },
  'too-large': { zh: '超过40MB，请拆成几个文件', en: 'larger than 40 MB; split it into several files' },
  'unpacks-too-large': { zh: '解压后超过300MB，未读取', en: 'unpacks to more than 300 MB; not read' },
  password: {
    zh: '有密码保护，请去掉密码后再导入',
    en: 'protected by a password; remove it and import again',
  },
  damaged: { zh: '文件已损坏，或内容与扩展名不符', en: 'damaged, or not what its name says' },
  'unknown-format': {
    zh: '不是认识的格式（支持 md、txt、html、docx、pdf、xlsx、csv）',
    en: 'not a known format (md, txt, html, docx, pdf, xlsx, csv)',
  },
  'old-office': {
    zh: '是旧的 Office 格式，请另存为 docx 或 xlsx',
    en: 'an Office file from before 2007; save it as docx or xlsx',
  },
  'no-text': {
    zh: '只有图片没有文字（扫描件），请先做文字识别',
    en: 'pictures without text (a scan); recognise its text first',
  },
  unreadable: { zh: '无法打开', en: 'could not be opened' },
}

const skips: Record<SkipKind, Words> = {
  contents: { zh: '目录行', en: 'lines of a table of contents' },
  boilerplate: { zh: '网页残留行', en: 'lines left by a web page' },
  'page-furniture': { zh: '页眉页脚或导航', en: 'running heads, page numbers or menus' },
  'pinyin-residue': { zh: '拼音残留', en: 'pronunciations left by a converter' },
  'damaged-characters': { zh: '无法恢复的乱码', en: 'damaged characters beyond repair' },
  'restored-characters': { zh: '处乱码已恢复', en: 'damaged places restored' },
  traditional: { zh: '个繁体字转为简体', en: 'traditional characters simplified' },
  'spaced-characters': { zh: '行去掉字间空格', en: 'lines with blanks between characters closed up' },
  'empty-pages': { zh: '页没有文字', en: 'pages without text' },
  'empty-rows': { zh: '空行', en: 'empty rows' },
  pictures: { zh: '张图片', en: 'pictures' },
  repeated: { zh: '重复段落', en: 'repeated passages' },
}

/** Gives what became of a file in one line, with a second where something was left out. */
export function describeOutcome(outcome: ReadOutcome, locale: Locale): string {
  const isChinese = locale === 'zh'
  if (outcome.kind === 'failed') {
    const reason = failures[outcome.reason][locale]
    return isChinese
      ? `✗ ${outcome.source}：${reason}；没有改动`
      : `✗ ${outcome.source}: ${reason}; nothing changed`
  }
  const { report } = outcome
  const lines = [`✓ ${report.source}${isChinese ? '：' : ': '}${describeCounts(report, locale)}`]
  if (report.skipped.length > 0) {
    const items = report.skipped.map(({ kind, count }) => `${count} ${skips[kind][locale]}`)
    lines.push(
      isChinese ? `    略去或修复：${items.join('，')}` : `    left out or repaired: ${items.join(', ')}`,
    )
  }
  if (report.cutOffAt !== undefined) {
    lines.push(
      isChinese
        ? `    原文在“${report.cutOffAt}”处中断，后面没有了`
        : `    the text breaks off in “${report.cutOffAt}”; nothing follows`,
    )
  }
  return lines.join('\n')
}

function describeCounts(report: FileReport, locale: Locale): string {
  const isChinese = locale === 'zh'
  const named = report.namedAs
    ? isChinese
      ? `（扩展名写的是 ${report.namedAs}）`
      : ` (named as ${report.namedAs})`
    : ''
  const encoding = report.encoding && report.encoding !== 'utf-8' ? ` ${report.encoding}` : ''
  const pages =
    report.pages === undefined ? '' : isChinese ? `${report.pages} 页，` : `${report.pages} pages, `
  const counts = isChinese
    ? `${report.clauses} 条，${report.passages} 段`
    : `${report.clauses} clauses, ${report.passages} passages`
  return `${report.format}${encoding}${named}${isChinese ? '，' : ', '}${pages}${counts}`
}
