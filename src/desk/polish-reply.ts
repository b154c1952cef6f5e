import { findInsults } from '../shared/find-insults.ts'
import type { Language } from '../shared/vocabulary.ts'

/** What staff write in haste, and how 服务用语 says it. Only manners change: facts, times and figures stay. */
const mannerRules: readonly [RegExp, string][] = [
  [/你们?/g, '您'],
  [/^您好[，,！!。\s]*/, ''],
  [/请?(必须|得先)/g, '请先'],
  [/请?(赶紧|赶快)/g, '请尽快'],
]
/** Each takes the place of a clause. */
const sentenceRules: readonly [RegExp, string][] = [
  [/(这个?|这事|这件事)?(不归|不是)(我们|我|物业)(管|负责)(的)?/, '这件事由相关单位负责，我帮您联系并跟进'],
  [/(我|我们)?不(知道|清楚|晓得)/, '我核实清楚后马上告诉您'],
  [/(我们?)?(也)?(没(有)?办法|弄不了|搞不定)/, '我们再想想其他办法，有结果马上告诉您'],
  [/(您)?(自己)?(先)?(慢慢)?(等着|等(一)?等|等吧)(吧)?/, '请您稍候'],
  [/(您)?自己(去)?(看|弄|处理|解决|想办法)(吧|一下)?/, '需要您这边配合一下，我把步骤发给您'],
  [/急什么|别催(了)?|催什么催/, '您的心情我理解，我这就去催进度'],
  [/(我)?(都)?说(过)?(了)?(很)?多(少)?(次|遍)(了)?/, '我再跟您说明一下'],
  [/(我们|现在|已经)*(下班了|不上班)/, '现在是非工作时间，紧急情况值班人员随时处理'],
]
const englishRules: readonly [RegExp, string][] = [
  [
    /\b(it'?s|that'?s|this is) not our (job|problem|responsibility)\b/gi,
    'another office looks after this; I will pass it on and follow it up',
  ],
  [/\bI (don'?t|do not) know\b/gi, 'I will find out and tell you'],
  [/\b(just )?wait\b(?! (for|until))/gi, 'please bear with us for a moment'],
  [/\bcalm down\b/gi, 'I understand how annoying this is'],
  [/\byou (must|have to|need to)\b/gi, 'could you please'],
  [/\basap\b/gi, 'as soon as we can'],
]

const warnings: readonly { id: string; test: Pick<RegExp, 'test'> }[] = [
  { id: 'insult', test: { test: text => findInsults(text).length > 0 } },
  { id: 'promise', test: /保证|一定(会|能)|绝对|肯定(会|能)|guarantee|definitely|promise/i },
  {
    id: 'money',
    test: /赔(偿|您|钱)|退(款|钱|费)|免(费|单)|减免|补偿|refund|compensat|free of charge|waive/i,
  },
  { id: 'phone', test: /(?<!\d)1[3-9]\d{9}(?!\d)/ },
  {
    id: 'neighbour',
    test: /(楼上|楼下|隔壁|邻居|\d+(室|号|房)的?)(业主|住户|那家|投诉|举报)|neighbou?r (complain|report)/i,
  },
  {
    id: 'time',
    test: /(马上|立刻|立即|今天|明天|\d+\s*(分钟|小时|天))(之?内)?(就)?(到|修好|解决|处理完)|within \d+/i,
  },
]

/** Rewrites a reply politely by rules alone. What insults stays as it is: no rule makes it polite, and its writer has to see it. */
export function polishReply(text: string, language: Language): string {
  const said = text.trim()
  if (findInsults(said).length > 0) return said
  if (language === 'en') {
    return finishEnglish(englishRules.reduce((words, [pattern, to]) => words.replace(pattern, to), said))
  }
  const clauses = said.split(/(?<=[，,。.!！?？；;\n]+)/u).map(polishClause)
  return finishChinese(clauses.join(''))
}

/** A clause that comes out garbled is left as it was written. */
function polishClause(clause: string): string {
  const mild = mannerRules.reduce((words, [pattern, to]) => words.replace(pattern, to), clause)
  for (const [pattern, words] of sentenceRules) {
    // These take the place of a whole clause: beside its rest they would make no sense.
    const [found] = new RegExp(pattern.source, 'u').exec(mild) ?? []
    if (found === undefined) continue
    const rest = mild.replace(found, '').replace(/[，,。.!！?？；;\s吧啊呢了呀哦嘛的]/gu, '')
    return /^(?:您|我|我们|自己|就|先|您先|您就|您自己|那|那您|好)?$/u.test(rest)
      ? `${words}${/[，,。.!！?？；;\n]+$/u.exec(mild)?.[0] ?? ''}`
      : clause
  }
  return mild
}

/** What staff should look at before they send: ids whose words the page knows. */
export function findReplyWarnings(text: string): string[] {
  return warnings.filter(({ test }) => test.test(text)).map(({ id }) => id)
}

function finishChinese(text: string): string {
  const tidy = text
    .replace(/[!！]{2,}/g, '！')
    .replace(/[?？]{2,}/g, '？')
    .replace(/,/g, '，')
    .replace(/^[，。\s]+/, '')
  const ended = /[。！？~…）」】]$/.test(tidy) ? tidy : `${tidy}。`
  const thanks = /谢谢|感谢|祝您/.test(ended) ? '' : '有其他需要请随时告诉我们。'
  // A notice greets each by name already.
  const hello = /^[^，。！？\n]{1,14}您好/u.test(ended) ? '' : '您好，'
  return `${hello}${ended}${thanks}`
}

function finishEnglish(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  const ended = /[.!?)]$/.test(capital) ? capital : `${capital}.`
  const hello = /^(hello|hi|dear|good (morning|afternoon|evening))\b/i.test(ended)
    ? ''
    : 'Hello, thank you for writing. '
  return `${hello}${ended}`
}
