import type { Skip } from './import-report.ts'
import { findHeadingDepth } from './shape-lines.ts'

/** Lines of a web page or a document library around the text proper. */
const boilerplate =
  /^(?:上一篇|下一篇|上一页|下一页|首页|返回顶部|相关(?:推荐|文档|阅读|文章)|猜你喜欢|热门推荐|最新文档|温馨提示|版权所有|copyright|©|免责声明[:：]?|扫一扫|扫码关注|关注(?:我们的)?公众号|分享到|点击下载|立即下载|下载文档|收藏|举报|浏览次数|阅读[:：]?\s*\d+|来源[:：].{0,30}$|责任编辑|发布时间[:：].{0,30}$|评论|发表评论|登录后)/i
/** From here on nothing of the document follows. */
const tailBegins = /^(?:温馨提示|最新文档|相关推荐|相关文档|猜你喜欢|热门推荐|评论|发表评论)/
const maxFurnitureLength = 60
/** Fewer lines that come back are headings repeated by chance. */
const minContentsLines = 4

/** Leaves out repeated tables of contents and what surrounds a text on a web page. Sections that only the contents name are given too. */
export function dropResidueLines(text: string): { text: string; skipped: Skip[]; missing: string[] } {
  const lines = separateTitles(text).split('\n')
  const tail = findTail(lines)
  const isBoilerplate = (line: string, at: number) =>
    (tail !== undefined && at >= tail) ||
    (line.trim().length <= maxFurnitureLength && boilerplate.test(line.trim()))
  const kept = lines.filter((line, at) => line.trim() === '' || !isBoilerplate(line, at))
  const dropped = lines.length - kept.length
  const contents = findContents(kept)
  const missing = listMissing(kept, contents)
  const skipped: Skip[] = []
  if (contents.size > 0) skipped.push({ kind: 'contents', count: contents.size })
  if (dropped > 0) skipped.push({ kind: 'boilerplate', count: dropped })
  return { text: kept.filter((_, at) => !contents.has(at)).join('\n'), skipped, missing }
}

/** "1.1 背景?物业服务…": a lost paragraph mark behind the title of a section. */
function separateTitles(text: string): string {
  return text.replace(/^([ \t]*(?:#+ )?\d+\.\d+ ?[\p{Script=Han}]{2,24})\?(?=\p{Script=Han})/gmu, '$1\n')
}

function findTail(lines: string[]): number | undefined {
  const from = Math.floor(lines.length * 0.6)
  const found = lines.findIndex((line, at) => at >= from && tailBegins.test(line.trim()))
  return found < 0 ? undefined : found
}

/** The title without dots and page number, without heading marks. */
function titleOf(line: string): string {
  return line
    .trim()
    .replace(/^#+\s*/, '')
    .replace(/[\s.…·．]*[\d]*$/, match => (/^[\d]+$/.test(match) ? match : ''))
    .replace(/\s+/g, '')
}

/** Positions of lines of a table of contents: runs of titles of which most come back further down. */
function findContents(lines: string[]): Set<number> {
  const lastSeen = new Map<string, number>()
  for (const [at, line] of lines.entries()) if (isShort(line)) lastSeen.set(titleOf(line), at)
  const contents = new Set<number>()
  let run: number[] = []
  const endRun = () => {
    const end = run.at(-1) ?? 0
    const returning = run.filter(at => {
      const line = lines[at] ?? ''
      return isContentsMark(line) || (lastSeen.get(titleOf(line)) ?? -1) > end
    })
    if (run.length >= minContentsLines && returning.length * 3 >= run.length * 2) {
      for (const at of run) contents.add(at)
    }
    run = []
  }
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    // A title that comes a second time begins the text itself.
    if (run.some(other => titleOf(lines[other] ?? '') === titleOf(line))) endRun()
    if (isShort(line)) run.push(at)
    else endRun()
  }
  return contents
}

function isShort(line: string): boolean {
  const text = line.trim()
  if (text === '' || text.length > 50 || text.startsWith('|')) return false
  return isContentsMark(text) || findHeadingDepth(titleOf(text)) > 0
}

/** 目录 itself, or a title with dots up to its page. */
function isContentsMark(line: string): boolean {
  return /^#*\s*目\s*录\s*$/.test(line) || /[.…·]{3,}\s*\d+\s*$/.test(line)
}

/** Titles that stand in the contents and nowhere in the text: the text was cut off before them. */
function listMissing(lines: string[], contents: Set<number>): string[] {
  const body = new Set(lines.filter((_, at) => !contents.has(at)).map(titleOf))
  const titles = [...contents].map(at => lines[at]?.trim() ?? '').filter(line => !/目\s*录$/.test(line))
  return [...new Set(titles.filter(line => !body.has(titleOf(line))).map(titleOf))]
}
