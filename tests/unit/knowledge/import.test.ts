import { describe, expect, it } from 'vitest'
import { describeOutcome } from '../../../src/knowledge/import/describe-report.ts'
import { readFileBytes } from '../../../src/knowledge/import/read-file.ts'
import {
  docxParagraph,
  docxTable,
  encodeGbk,
  writeDocx,
  writePdf,
  writeXlsx,
  writeZip,
} from '../../support/document-files.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

async function read(source: string, bytes: Uint8Array) {
  const outcome = await readFileBytes(source, bytes)
  if (outcome.kind === 'failed') throw new Error(`${outcome.reason}: ${outcome.detail}`)
  return outcome
}

async function fail(source: string, bytes: Uint8Array) {
  const outcome = await readFileBytes(source, bytes)
  if (outcome.kind === 'read') throw new Error('it could be read')
  return outcome.reason
}

const rules = `停车管理办法

第一条 临时停车首小时5元，之后每小时2元。
第二条 月租车位每月300元。
`

describe('text', () => {
  const utf16 = Buffer.from(`\uFEFF${rules}`, 'utf16le')
  it.each([
    ['UTF-8 with a mark', bytesOf(`\uFEFF${rules}`), 'utf-8'],
    ['GBK', encodeGbk(rules), 'gb18030'],
    ['UTF-16', utf16, 'utf-16le'],
    [
      'UTF-16 with the high byte first and no mark',
      Buffer.from(rules + 'a\n'.repeat(99), 'utf16le').swap16(),
      'utf-16be',
    ],
  ])('in %s is read with its clauses', async (_name, bytes, encoding) => {
    const { file, report } = await read('停车.txt', bytes)
    expect(file.title).toBe('停车管理办法')
    expect(file.passages[0]).toMatchObject({ clause: '第一条', text: '临时停车首小时5元，之后每小时2元。' })
    expect(report).toMatchObject({ encoding, clauses: 2 })
  })

  it('broken into lines of a fixed width is joined again', async () => {
    const { file } = await read(
      'a.txt',
      bytesOf('遛狗须知\n\n遛狗时须牵绳，绳长不超过一米五，乘电梯时须抱起或者\n给狗戴上嘴套，违者劝导。\n'),
    )
    expect(file.passages[0]?.text).toBe(
      '遛狗时须牵绳，绳长不超过一米五，乘电梯时须抱起或者给狗戴上嘴套，违者劝导。',
    )
  })
})

describe('sheets', () => {
  it('of questions and answers give each answer under its question', async () => {
    const sheet = {
      常见问题: [
        ['问题', '答案'],
        ['物业费怎么交', '每月10日前在小程序缴纳。'],
        ['', ''],
      ],
    }
    const { file } = await read('faq.xlsx', writeXlsx(sheet))
    expect(file.passages).toMatchObject([{ heading: '物业费怎么交', text: '每月10日前在小程序缴纳。' }])
  })

  it('keep a row together with its header, and a merged first cell with the rows under it', async () => {
    const rows = [
      ['车型', '时段', '收费'],
      ['小车', '白天', '5元/小时'],
      ['', '夜间', '3元/小时'],
    ]
    const { file, report } = await read('收费.xlsx', writeXlsx({ 停车: rows, 空: [] }))
    expect(file.passages.map(passage => passage.text)).toEqual([
      '小车：时段 白天；收费 5元/小时',
      '小车：时段 夜间；收费 3元/小时',
    ])
    expect(report.pages).toBe(2)
  })

  it('in CSV of Windows come with quotes, separators inside cells and GBK', async () => {
    const { file } = await read('a.csv', encodeGbk('项目,收费,说明\r\n"钢琴,搬运",200元,"须说""预约"""\r\n'))
    expect(file.passages[0]?.text).toBe('钢琴,搬运：收费 200元；说明 须说"预约"')
  })
})

describe('Word documents', () => {
  it('keep headings, clauses and tables', async () => {
    const body =
      docxParagraph('装修管理规定', 'Heading1') +
      docxParagraph('第六条 装修时间为8:00至18:00。') +
      docxTable([
        ['类别', '押金'],
        ['全屋', '2000元'],
      ])
    const { file, report } = await read('装修.docx', writeDocx(body))
    expect(file.title).toBe('装修管理规定')
    expect(file.passages).toMatchObject([
      { clause: '第六条', text: '装修时间为8:00至18:00。' },
      { text: '全屋：押金 2000元' },
    ])
    expect(report.format).toBe('docx')
  })
})

describe('PDF files', () => {
  it('in Chinese without embedded fonts give their text, headings and tables; running heads go', async () => {
    const head = { text: '枫林物业内部资料', x: 60, y: 810, size: 9 }
    const pages = [1, 2, 3].map(page => [
      head,
      ...(page === 1
        ? [
            { text: '会所收费标准', x: 200, y: 760, size: 20 },
            { text: '项目', x: 60, y: 700 },
            { text: '单次', x: 200, y: 700 },
            { text: '月卡', x: 340, y: 700 },
            { text: '泳池', x: 60, y: 680 },
            { text: '28元', x: 200, y: 680 },
            { text: '240元', x: 340, y: 680 },
          ]
        : []),
      { text: `第${page}条 储物柜过夜物品保管${page}天，逾期按无主物处理，请各位住户当日`, x: 60, y: 600 },
      { text: `取走自己的物品${'。！；'[page - 1]}`, x: 60, y: 584 },
      { text: `- ${page} -`, x: 290, y: 30, size: 9 },
    ])
    const { file, report } = await read('收费.pdf', writePdf(pages))
    expect(file.title).toBe('会所收费标准')
    expect(file.passages[0]?.text).toBe('泳池：单次 28元；月卡 240元')
    expect(file.passages.at(-1)).toMatchObject({
      clause: '第3条',
      text: '储物柜过夜物品保管3天，逾期按无主物处理，请各位住户当日取走自己的物品；',
    })
    expect(report).toMatchObject({ pages: 3, clauses: 3, skipped: [{ kind: 'page-furniture', count: 6 }] })
  })
})

describe('web pages', () => {
  it('lose menus and scripts, and keep nested lists with their parents and cells that span rows', async () => {
    const html = `<html><head><meta charset="gbk"><title>垃圾分类</title></head><body><nav>首页 关于我们</nav><script>var a=1</script>
      <ul><li>可回收<ul><li>纸箱</li><li>旧衣</li></ul></li></ul>
      <table><tr><th>类别</th><th>时段</th><th>地点</th></tr><tr><td rowspan="2">厨余</td><td>早</td><td>1栋</td></tr><tr><td>晚</td><td>5栋</td></tr></table></body></html>`
    const { file, report } = await read('a.html', encodeGbk(html))
    expect(file.title).toBe('垃圾分类')
    expect(file.passages.map(passage => passage.text)).toEqual([
      '可回收：纸箱；旧衣',
      '厨余：时段 早；地点 1栋',
      '厨余：时段 晚；地点 5栋',
    ])
    expect(report).toMatchObject({ encoding: 'gb18030', skipped: [{ kind: 'page-furniture', count: 1 }] })
  })
})

describe('a text with residue and a lost end', () => {
  const raw = `物業管理方案
目錄
一、服務(wù)標準
1.1 投訴處理............1
1.2 維修管理............3
1.3 數字化規劃..........5
一、服務(wù)標準
1.1 投訴處理?投訴由客服(fú)受理，24小時(shí)內(nèi)響應(yīng)，隨著季節調整。維護??蛻絷P(guān)系是管家的職責。
1.2 維修管理?維修人員兩小時(shí)內(nèi)上門，收費按公示價格執行，修後兩天內(nèi)回訪。物業費（每月）另計。
1.2.1 數字化平台的建設由總部統一進行，包括智慧社區管理、客戶服務(wù)、數據分`

  it('is cleaned, and the report tells what was done', async () => {
    const { file, report } = await read('方案.txt', bytesOf(raw))
    const text = file.passages.map(passage => passage.text).join('\n')
    expect(file.title).toBe('物业管理方案')
    expect(text).toContain('投诉由客服受理，24小时内响应，随着季节调整。')
    expect(text).toContain('维护客户关系是管家的职责')
    expect(text).toContain('物业费（每月）另计')
    expect(file.passages[0]?.heading).toContain('投诉处理')
    const kinds = Object.fromEntries(report.skipped.map(({ kind, count }) => [kind, count]))
    expect(kinds).toMatchObject({ 'restored-characters': 1, contents: 5 })
    expect(kinds['pinyin-residue']).toBeGreaterThanOrEqual(9)
    expect(report.cutOffAt).toBeDefined()
    expect(file.passages.filter(passage => passage.isCutOff).map(passage => passage.text)).toEqual([
      expect.stringContaining('数据分'),
      expect.stringContaining('数字化规划'),
    ])
  })

  it('is told from one that ends with a signature', async () => {
    const { report } = await read('a.txt', bytesOf(`${rules}\n枫林物业服务中心\n2026年3月1日`))
    expect(report.cutOffAt).toBeUndefined()
  })
})

describe('files that cannot be read', () => {
  const locked = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>/ID[<00><00>]`
  const docx = writeDocx(docxParagraph('第六条 装修时间为8:00至18:00。'))
  const ole = Buffer.concat([Buffer.from('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'latin1'), Buffer.alloc(600)])
  it.each([
    ['an empty file', 'a.txt', new Uint8Array(), 'empty'],
    ['a file of blanks', 'a.md', bytesOf('\n  \n'), 'empty'],
    ['a Word document cut in half', 'a.docx', docx.subarray(0, docx.length / 2), 'damaged'],
    ['a PDF of noise', 'a.pdf', Buffer.concat([bytesOf('%PDF-1.7\n'), Buffer.alloc(500, 7)]), 'damaged'],
    ['a PDF of pictures', 'a.pdf', writePdf([[]]), 'no-text'],
    ['a PDF with a password', 'a.pdf', writePdf([[{ text: '字', x: 9, y: 9 }]], locked), 'password'],
    [
      'a sheet with a password',
      'a.xlsx',
      Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['a Word document from 2003', 'a.doc', ole, 'old-office'],
    [
      'a picture named as text',
      'a.txt',
      Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(900)]),
      'unknown-format',
    ],
    ['an archive of something else', 'a.docx', writeZip({ 'a.txt': 'a' }), 'unknown-format'],
    ['fifty megabytes', 'a.txt', new Uint8Array(50 * 1024 * 1024).fill(65), 'too-large'],
  ])('%s says why in one line', async (...[, source, bytes, reason]) => {
    expect(await fail(source, bytes)).toBe(reason)
    const line = describeOutcome(await readFileBytes(source, bytes), 'zh')
    expect(line).toMatch(/^✗ .+；没有改动$/)
    expect(line).not.toContain('\n')
  })

  it('are told from files that only have the wrong name', async () => {
    const outcome = await read('规定.pdf', docx)
    expect(outcome.report).toMatchObject({ format: 'docx', namedAs: 'pdf' })
    expect(describeOutcome(outcome, 'zh')).toContain('扩展名写的是 pdf')
  })
})
