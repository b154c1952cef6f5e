import { describe, expect, it } from 'vitest'
import type { Place } from '../../../../src/dialog/commands/command.ts'
import { readAppointment, readPhone } from '../../../../src/dialog/understand/read-contact.ts'
import { readPlace, saysCorrection } from '../../../../src/dialog/understand/read-place.ts'

type Parts = Omit<Place, 'said'>

const places: readonly (readonly [string, Parts])[] = [
  ['8栋', { building: '8' }],
  ['露天停车场9号充电桩', { area: '露天停车场 9号充电桩' }],
  ['B1-052被人占了', { area: 'B1-052' }],
  ['地下车库B2有人堵着', { floor: '-2', area: '地下车库B2' }],
  ['排球场边上', { area: '排球场边上' }],
  ['8幢', { building: '8' }],
  ['8号楼', { building: '8' }],
  ['8座', { building: '8' }],
  ['十二栋', { building: '12' }],
  ['二十一幢', { building: '21' }],
  ['A座', { building: 'A' }],
  ['b栋1203', { building: 'B', room: '1203' }],
  ['我在５栋', { building: '5' }],
  ['21棟', { building: '21' }],
  ['7动3单元', { building: '7', unit: '3' }],
  ['四懂', { building: '4' }],
  ['3栋2单元', { building: '3', unit: '2' }],
  ['三栋二单元', { building: '3', unit: '2' }],
  ['3号楼2门501', { building: '3', unit: '2', room: '501' }],
  ['2单圆401', { unit: '2', room: '401' }],
  ['6栋1单元302室', { building: '6', unit: '1', room: '302' }],
  ['六栋一单元三零二', { building: '6', unit: '1', room: '302' }],
  ['10栋1101', { building: '10', room: '1101' }],
  ['10栋的1101', { building: '10', room: '1101' }],
  ['9幢404房', { building: '9', room: '404' }],
  ['5-2-1103', { building: '5', unit: '2', room: '1103' }],
  ['5—2—1103', { building: '5', unit: '2', room: '1103' }],
  ['05-02-1103', { building: '5', unit: '2', room: '1103' }],
  ['7-1203', { building: '7', room: '1203' }],
  ['7#1203', { building: '7', room: '1203' }],
  ['二单元一零一', { unit: '2', room: '101' }],
  ['我家是1602', { room: '1602' }],
  ['我住805', { room: '805' }],
  ['11栋9楼', { building: '11', floor: '9' }],
  ['11栋九层电梯口', { building: '11', floor: '9' }],
  ['2单元13楼', { unit: '2', floor: '13' }],
  ['负一层', { floor: '-1', area: '负一层' }],
  ['7栋负一楼', { building: '7', floor: '-1', area: '负一楼' }],
  ['地下二层', { floor: '-2', area: '地下二层' }],
  ['地下车库B1', { floor: '-1', area: '地下车库B1' }],
  ['C-207', { area: 'C-207' }],
  ['c207车位', { area: 'C207车位' }],
  ['东门', { area: '东门' }],
  ['小区西北门', { area: '西北门' }],
  ['南侧小门', { area: '南侧小门' }],
  ['2号门岗亭', { area: '2号门岗亭' }],
  ['会所', { area: '会所' }],
  ['9栋会所', { building: '9', area: '会所' }],
  ['游泳池更衣室', { area: '游泳池' }],
  ['3栋后面的草坪', { area: '3栋后面的草坪' }],
  ['12栋门口', { area: '12栋门口' }],
  ['5栋和6栋中间那条路', { area: '5栋和6栋中间那条路' }],
  ['物业办公室门口', { area: '物业办公室门口' }],
  ['儿童乐园', { area: '儿童乐园' }],
  ['D区', { area: 'D区' }],
  ['building 12', { building: '12' }],
  ['building 12 unit 1 room 804', { building: '12', unit: '1', room: '804' }],
  ['block C, flat 1205', { building: 'C', room: '1205' }],
  ['apt 903', { room: '903' }],
  ['5th floor', { floor: '5' }],
  ['north gate', { area: 'north gate' }],
  ['不对，是9栋', { building: '9' }],
  ['说错了，是3单元', { unit: '3' }],
  ['打错了 是G-021', { area: 'G-021' }],
  ['4栋302，不对，4栋303', { building: '4', room: '303' }],
  ['东门 哦不对 是西门', { area: '西门' }],
  ['不是6栋是9栋', { building: '9' }],
]

const placeless = [
  '谢谢',
  '电话13800138000',
  '11-23号来',
  '下午两点到四点',
  '2026年的账单',
  '水压好低',
  '我交了1800元',
  '明天来吧',
  'yes please',
]

describe('read place', () => {
  it.each(places)('reads 「%s」', (text, parts) => {
    expect(readPlace(text)).toEqual({ ...parts, said: text })
  })

  it.each(placeless)('reads none in 「%s」', text => {
    expect(readPlace(text)).toBeUndefined()
  })

  it.each([
    ['5座20B', { building: '5', room: '20B' }],
    ['19A, Tower 2', { building: '2', room: '19A' }],
    ['Tower 6, flat 22C', { building: '6', room: '22C' }],
    ['12-3-20b', { building: '12', unit: '3', room: '20B' }],
    ['8号楼1204B', { building: '8', room: '1204B' }],
    ['1单元4G信号差', { unit: '1' }],
    ['3栋501wifi不行', { building: '3', room: '501' }],
  ])('reads the lettered door, and no other letters, in 「%s」', (text, parts) => {
    expect(readPlace(text)).toEqual({ ...parts, said: text })
  })

  it('takes a bare number for a room only when the place was asked for', () => {
    expect(readPlace('1104')).toBeUndefined()
    expect(readPlace('1104', { asked: true })).toEqual({ room: '1104', said: '1104' })
  })

  it.each(['打错了 是3栋', '不对 是负一楼', '说错了，是4栋', 'sorry, building 4'])(
    'knows that 「%s」 corrects',
    text => {
      expect(saysCorrection(text)).toBe(true)
    },
  )
})

describe('read contact', () => {
  it.each([
    ['电话13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['打0571-88001234', '0571-88001234'],
    ['我是5栋1203', undefined],
    ['单号10012345', undefined],
  ])('reads the phone of 「%s」', (text, phone) => {
    expect(readPhone(text)).toBe(phone)
  })

  it.each([
    ['明晚', '明晚'],
    ['周六下午', '周六下午'],
    ['晚上七点半以后', '晚上七点半以后'],
    ['下周三上午在家', '下周三上午在家'],
    ['礼拜天随时', '礼拜天随时'],
    ['11月28号上午', '11月28号上午'],
    ['tomorrow after 6pm', 'tomorrow after 6pm'],
    ['昨天晚上', undefined],
    ['半夜两点还在吵', undefined],
    ['谢谢', undefined],
  ])('reads the visit time of 「%s」', (text, words) => {
    expect(readAppointment(text, true)).toBe(words)
  })
})
