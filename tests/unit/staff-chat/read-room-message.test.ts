import { describe, expect, it } from 'vitest'
import {
  type RoomRequest,
  readRoomMessage,
  readRootCause,
  readWaitReason,
} from '../../../src/staff-chat/read-room-message.ts'

const read = (text: string, command?: { name: string; args: string }) =>
  readRoomMessage({ text, ...(command ? { command } : {}) })

describe('a message in the staff room', () => {
  it.each<[string, RoomRequest]>([
    ['您好，师傅下午到', { kind: 'words' }],
    ['// 他家上月也漏', { kind: 'note', text: '他家上月也漏' }],
    ['//他家上月也漏', { kind: 'note', text: '他家上月也漏' }],
    ['/note 先查总阀', { kind: 'note', text: '先查总阀' }],
    ['／note 先查总阀', { kind: 'note', text: '先查总阀' }],
    ['/take', { kind: 'talk', action: 'take' }],
    ['/return', { kind: 'talk', action: 'return' }],
    ['/close', { kind: 'talk', action: 'close' }],
    ['/assign @小李', { kind: 'assign', who: '小李' }],
    ['/accept LL1001', { kind: 'ticket', action: 'accept', number: 'LL1001', text: '' }],
    [
      '/done ll1001 换了阀芯 试水正常',
      { kind: 'ticket', action: 'done', number: 'LL1001', text: '换了阀芯 试水正常' },
    ],
    ['/done 1001', { kind: 'ticket', action: 'done', number: 'LL1001', text: '' }],
    ['/done 换好了', { kind: 'ticket', action: 'done', text: '换好了' }],
    [
      '/accept LL1001 LL1002、ll1003',
      { kind: 'ticket', action: 'accept', number: 'LL1001', others: ['LL1002', 'LL1003'], text: '' },
    ],
    [
      '/done LL1001 300元配件，已换',
      { kind: 'ticket', action: 'done', number: 'LL1001', text: '300元配件，已换' },
    ],
    ['/tickets', { kind: 'tickets' }],
    ['/bind S-ABCDEFGH', { kind: 'bind', code: 'S-ABCDEFGH' }],
    ['/notte 打错的命令', { kind: 'help' }],
    ['/转人工', { kind: 'help' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('reads what the platform marked as a command in the same way', () => {
    expect(read('/note 先查总阀', { name: 'note', args: '先查总阀' })).toEqual({
      kind: 'note',
      text: '先查总阀',
    })
  })

  it.each<[string, RoomRequest]>([
    ['talk:take:abc', { kind: 'talk', action: 'take', conversationId: 'abc' }],
    ['ticket:accept:LL1001', { kind: 'ticket', action: 'accept', number: 'LL1001', text: '' }],
    ['notice:ack:n1', { kind: 'acknowledge', noticeId: 'n1' }],
    ['talk:burn:abc', { kind: 'help' }],
    ['', { kind: 'help' }],
  ])('a button with the value %s', (button, expected) => {
    expect(readRoomMessage({ text: '', button })).toEqual(expected)
  })

  it('reads why it came about from what was done', () => {
    expect(readRootCause('已道歉并回访 原因：交接班没有记录')).toEqual({
      note: '已道歉并回访',
      rootCause: '交接班没有记录',
    })
    expect(readRootCause('根因: 培训不足')).toEqual({ note: '', rootCause: '培训不足' })
    expect(readRootCause('apologised, root cause: no handover notes')).toEqual({
      note: 'apologised',
      rootCause: 'no handover notes',
    })
    expect(readRootCause('不明原因漏水，已修')).toEqual({ note: '不明原因漏水，已修' })
    expect(readRootCause('原因：')).toEqual({ note: '原因：' })
  })

  it('reads why a ticket waits, in both languages', () => {
    expect(readWaitReason('parts 周三到货')).toEqual({ reason: 'parts', note: '周三到货' })
    expect(readWaitReason('等料')).toEqual({ reason: 'parts', note: '' })
    expect(readWaitReason('住户 不在家')).toEqual({ reason: 'resident', note: '不在家' })
    expect(readWaitReason('暴雨')).toEqual({ reason: 'force-majeure', note: '' })
    expect(readWaitReason('没空')).toBeUndefined()
  })
})
