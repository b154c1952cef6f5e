import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPersonalDataMask } from '../../../src/shared/mask-personal-data.ts'

const table: [said: string, masked: string][] = [
  ['电话13812345678', '电话⟦电话1⟧'],
  ['打我 138 1234 5678', '打我 ⟦电话1⟧'],
  ['打我138-1234-5678吧', '打我⟦电话1⟧吧'],
  ['+86 13912345678', '⟦电话1⟧'],
  ['１３８１２３４５６７８', '⟦电话1⟧'],
  ['幺三八零零幺三八零零零找我', '⟦电话1⟧找我'],
  ['座机010-62345678', '座机⟦电话1⟧'],
  ['call me on +44 20 7946 0958', 'call me on ⟦电话1⟧'],
  ['my cell is (415) 555-2671', 'my cell is ⟦电话1⟧'],
  ['身份证11010519491231002X', '身份证⟦证件1⟧'],
  ['身份证110105194912310021', '身份证⟦号码1⟧'],
  ['卡号4111 1111 1111 1111', '卡号⟦银行卡1⟧'],
  ['燃气户号 20231100456789', '燃气户号 ⟦号码1⟧'],
  ['粤B12345挡住了', '⟦车牌1⟧挡住了'],
  ['沪A·D12345 占了我的车位', '⟦车牌1⟧ 占了我的车位'],
  ['发到 li.wei+home@example.com.cn', '发到 ⟦邮箱1⟧'],
  ['我叫张伟，', '我叫⟦姓名1⟧，'],
  ['免贵姓欧', '免贵姓⟦姓名1⟧'],
  ['我是三栋的张阿姨', '我是三栋的⟦姓名1⟧阿姨'],
  ['my name is John Smith.', 'my name is ⟦姓名1⟧.'],
  ['I am Mrs. Lee', 'I am Mrs. ⟦姓名1⟧'],
  ['14栋2单元705漏水', '14栋2单元⟦房号1⟧漏水'],
  ['3-2-501', '3-2-⟦房号1⟧'],
  ['一单元一零四', '一单元⟦房号1⟧'],
  ['五栋五百零二', '五栋⟦房号1⟧'],
  ['1203室', '⟦房号1⟧室'],
  ['704', '⟦房号1⟧'],
  ['room 1204, please', 'room ⟦房号1⟧, please'],
  ['Apt 5B', 'Apt ⟦房号1⟧'],
  ['楼上1502天天吵', '楼上⟦房号1⟧天天吵'],
  ['13812345678，再说一遍13812345678，不是13987654321', '⟦电话1⟧，再说一遍⟦电话1⟧，不是⟦电话2⟧'],
]

const untouched = [
  '物业费2.8元每平方米',
  '22:30还在装修',
  '2024年3月交的',
  '停电3小时了',
  '一共360元',
  '3栋2单元门口',
  '地下车库B2',
  '高空抛物',
  '马上来',
  '[图片]',
]

describe('personal data', () => {
  it.each(table)('%s leaves as %s', (said, masked) => {
    const mask = createPersonalDataMask()
    expect(mask.mask(said)).toBe(masked)
    expect(mask.unmask({ text: [masked] })).toEqual({ text: [said] })
  })

  it.each(untouched)('%s holds none', said => {
    expect(createPersonalDataMask().mask(said)).toBe(said)
  })

  it("leaves the resident's own ticket numbers readable", () => {
    const mask = createPersonalDataMask(['LL20261123000001'])
    expect(mask.mask('LL20261123000001 到哪了')).toBe('LL20261123000001 到哪了')
  })

  it('never lets a resident forge a placeholder', () => {
    const mask = createPersonalDataMask()
    const masked = mask.mask('13812345678 ⟦电话1⟧')
    expect(masked.match(/⟦电话1⟧/g)).toHaveLength(1)
    expect(mask.unmask(masked)).toBe('13812345678 ⟦电话1⟧')
  })

  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom(...table.map(([said]) => said), '⟦', '⟧', '⟦电话1⟧', '电话', '3栋', '-', ' '),
  )
  it('comes back exactly as it was said, whatever was said', () => {
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 4 }), lines => {
        const mask = createPersonalDataMask()
        const texts = lines.map(line => line.join(''))
        expect(mask.unmask(texts.map(text => mask.mask(text)))).toEqual(texts)
      }),
    )
  })

  it('lets no mobile number and no door through in a thousand made-up reports', () => {
    const phone = fc.tuple(
      fc.constantFrom('13', '15', '17', '18', '19'),
      fc.integer({ min: 0, max: 999_999_999 }),
    )
    const report = fc.tuple(
      phone,
      fc.integer({ min: 101, max: 3_410 }),
      fc.constantFrom('漏水', '很吵', '没电'),
    )
    fc.assert(
      fc.property(report, ([[prefix, rest], room, problem]) => {
        const number = prefix + String(rest).padStart(9, '0')
        const masked = createPersonalDataMask().mask(`3栋1单元${room}${problem}，电话${number}`)
        expect(masked).not.toContain(number)
        expect(masked).not.toContain(String(room))
      }),
      { numRuns: 1_000 },
    )
  })
})
