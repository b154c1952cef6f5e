/** Counted things leave no choice: 几台 is not answered by 三次. */
const countedThing =
  /(?:几|多少)\s*(个|次|只|条|辆|本|件|张|套|台|桌|间|组|份|袋|场|趟|节|页|级|册|把|根|口|盏|棵)(?!月|小时|工作日|钟|人|星期)/g
/** What 个 may be in a document: things, not stretches of time. */
const things =
  '个(?!月|小时|工作日|钟|星期)|只|台|套|张|间|组|处|件|条|根|口|格|座|具|把|支|辆|盏|块|层|所|种|款|桶|箱|袋|瓶|棵|本|册'
const ownWords: Record<string, string> = {
  个: things,
  根: '根|个(?!月|小时|工作日|钟|星期)|台|支',
  册: '册|本',
  条: '条|只|个(?!月|小时)|辆',
  只: '只|条|个(?!月|小时)|具|台',
  台: '台|个(?!月|小时)|辆|部',
  张: '张|个(?!月|小时)|人|桌|台',
  把: '把|个(?!月|小时)',
  辆: '辆|台|个(?!月|小时)',
  次: '次|回|趟',
  趟: '趟|次|班',
}
const numeral = '[\\d一二两三四五六七八九十]'
/** 「车位 160」: a cell of a table under the name of the thing. */
const cell = /(\p{Script=Han}+)\s\d+(?=;|；|$)/gu
/** How many there are, not how many one may have. */
const asksStock =
  /一共|总共|共有|总数|(?:^|[^没])有(?:几|多少)|几[^,?。]{1,5}[?。]?$|多少[^,?。]{1,5}[?。]?$|how many .{0,30}(?:are|is) there/
const asksShare =
  /最多|最少|每|能|可|限|1次|1人|1户|1家|1回|给|收|罚|提前|提早|借|送|打|用|坐|停|住|交|扣|要|改|办|带|领|登记|赠|about/

/** True where a question names what is counted and the text counts nothing of the kind. */
export function missesCounted(normalised: string, text: string): boolean {
  const asked = Array.from(normalised.matchAll(countedThing), ([, thing = '']) => thing)
  if (asked.length === 0 || hasCell(normalised, text)) return false
  const noun = readCountedNoun(normalised)
  const counts = asked
    .flatMap(thing => findCounts(text, thing, nobodyNamed.test(normalised)))
    .filter(count => isNear(noun, count.around))
  if (counts.length === 0) return true
  return asksStock.test(normalised) && !asksShare.test(normalised) && counts.every(count => count.isQuota)
}

const countedNoun =
  /(?:几|多少)(?:个|张|台|把|根|条|只|间|盏|块|辆|部|本|册)((?!钟头|小时|分钟|工作日|月|星期)[\p{Script=Han}]{2,3})/u

/** 格子 in 「几个格子」; empty where it is too short to tell. */
function readCountedNoun(question: string): string {
  const [noun = ''] = (countedNoun.exec(question)?.[1] ?? '').split(/[的了吗呢有能在是来要可一，,?。]/)
  return noun.length < 2 ? '' : noun
}

/** 「带几个」 leaves open what is counted; it may be people. */
const nobodyNamed = /(?:几|多少)个(?=$|[,，?？。!！啊呀呢吗人])/

/** 「几个格子」 is not answered by a count with no character of 格子 beside it. */
function isNear(noun: string, around: string): boolean {
  return noun === '' || [...noun].some(character => character !== '子' && around.includes(character))
}

function hasCell(question: string, text: string): boolean {
  return Array.from(text.matchAll(cell), ([, name = '']) => name).some(name =>
    Array.from({ length: name.length - 1 }, (_, at) => name.slice(at, at + 2)).some(pair =>
      question.includes(pair),
    ),
  )
}

const quota = /(?:每|限|最多|至多|不超过|不得超过|不足|超过|满|第|逾|可借|借|凭|发|领|赠)[^,，;；。:：]{0,4}$/

function findCounts(
  text: string,
  thing: string,
  mayBePeople: boolean,
): { isQuota: boolean; around: string }[] {
  const pattern = new RegExp(
    `${numeral}+\\s*(?:${mayBePeople ? '人|名|位|' : ''}${ownWords[thing] ?? `${thing}|个(?!月|小时)|人|名|回`})`,
    'g',
  )
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    isQuota: quota.test(text.slice(Math.max(0, index - 8), index)),
    around: text.slice(Math.max(0, index - 8), index + found.length + 5),
  }))
}
