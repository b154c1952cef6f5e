import { describe, expect, it } from 'vitest'
import { readDocument } from '../../../src/knowledge/read-document.ts'

const read = (text: string) => readDocument('a.md', text)
const texts = (text: string) => read(text).passages.map(passage => passage.text)

describe('reading a document', () => {
  it('takes title, owner, dates and language from the front matter', () => {
    const file = read(
      '---\ntitle: 投诉标准\nowner: 客服部\nreviewOn: 2026-12-15\nlanguage: zh-CN\n---\n\n# 别的\n\n第1条 甲。',
    )
    expect(file).toMatchObject({
      title: '投诉标准',
      owner: '客服部',
      reviewOn: '2026-12-15',
      language: 'zh-CN',
    })
    expect(file.passages).toHaveLength(1)
  })

  it('reads the same from a file with a byte-order mark and Windows line ends', () => {
    const plain = '# 规则\n\n第1条 甲。\n\n第2条 乙。\n'
    expect(read(`\uFEFF${plain.replaceAll('\n', '\r\n')}`)).toEqual(read(plain))
  })

  it('reads the text even where the front matter is broken', () => {
    expect(texts('---\ntitle: [\n---\n\n# 规则\n\n第1条 甲。')).toEqual(['甲。'])
  })

  it('never runs front matter that claims to be JavaScript', () => {
    const text = '---js\n{ title: (globalThis.wasRun = true) }\n---\n\n# 规则\n\n第1条 甲。'
    expect(read(text).passages.at(-1)?.text).toBe('甲。')
    expect(Reflect.has(globalThis, 'wasRun')).toBe(false)
  })

  it('names each clause as printed and keeps the headings above it', () => {
    const { passages } = read(
      '# 规则\n\n## 时限\n\n第3条 投诉24小时内响应。\n\n第四条 三日内解决。\n\n### 3.2 升级\n\n找经理。',
    )
    expect(passages.map(({ clause, heading }) => [clause, heading])).toEqual([
      ['第3条', '时限'],
      ['第四条', '时限'],
      ['3.2', '时限 › 升级'],
    ])
  })

  it('joins the paragraphs that continue a clause', () => {
    expect(texts('# 条例\n\n第六条 业主享有下列权利：\n\n(一)接受服务；\n\n(二)提出建议。')).toEqual([
      '业主享有下列权利：(一)接受服务；(二)提出建议。',
    ])
  })

  it('lets a table row answer with the headers of its columns', () => {
    const { passages } = read(
      '# 会所\n\n收费如下：\n\n| 项目 | 平日 | 单次 |\n|---|---|---|\n| 健身房 | 7:00–22:30 | 18元 |',
    )
    expect(passages).toMatchObject([{ heading: '收费', text: '健身房：平日 7:00–22:30；单次 18元' }])
  })

  it('joins short list items with the line that leads to them', () => {
    expect(texts('# 垃圾\n\n分早晚两段：\n\n- 早：6:30–9:00\n- 晚：18:00–21:00')).toEqual([
      '分早晚两段：早：6:30–9:00；晚：18:00–21:00。',
    ])
  })

  it('reads a nested list into the sentence of its parent', () => {
    expect(texts('# 乐园\n\n- 租借：\n  - 平衡车15元\n  - 头盔免费')).toEqual(['租借：平衡车15元；头盔免费'])
  })

  it('shows text without marks, links and HTML', () => {
    expect(texts('# 规则\n\n**第1条** 请看[这里](https://example.org)<b>和</b>`A&amp;B`。')).toEqual([
      '请看这里和A&B。',
    ])
  })

  it('cuts a very long clause at sentences and repeats its number', () => {
    const { passages } = read(`# 规则\n\n第1条 ${'这是一个很长的句子，说明很多事情。'.repeat(40)}`)
    expect(passages.length).toBeGreaterThan(1)
    expect(passages.every(passage => passage.clause === '第1条' && passage.text.endsWith('。'))).toBe(true)
  })

  it('gives nothing for an empty file and names it after the file', () => {
    expect(read('')).toMatchObject({ title: 'a', passages: [] })
  })
})
