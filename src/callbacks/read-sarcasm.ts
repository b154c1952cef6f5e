const much = '(?:[\\d一二两三四五六七八九十半几多]+|整整|足足|好几)'
const span = '(?:个)?(?:多)?(?:天|周|星期|礼拜|个?月|年|趟|次|遍|回|小时|钟头)'

const patterns: readonly RegExp[] = [
  /呵呵|哈哈.{0,12}(才|等了|拖)|你(觉得|说|们觉得)(呢|我)|怎么可能(满意|好)/,
  /(谢谢|感谢)(你们|您|你)?.{0,4}(让|害|给)(我|我家).{0,10}(又|再|泡|淹|白|等|学会|自己|见识|长见识)|(真行|真棒|厉害|可以啊?|牛).{0,6}(一次|一回|越).{0,3}(坏|差|慢)/,
  // Praise for how long it took.
  new RegExp(
    `(?:牛|佩服|厉害|专业|真?快|高效|效率|负责|感动|感谢|谢谢|真?棒|不错|完美|优秀|真行|可以|真有你们的|了不起|及时|好一个|服了|好一个).{0,16}(?:才|等了|拖了|修了|跑了|换了|用了|花了|能(?:换|修|拖|等)|就(?:换|修)).{0,8}${much}${span}`,
  ),
  new RegExp(
    `(?:${much}${span}(?:了)?才|拖了${much}|等了.{0,4}${much}${span}|(?:换|修|弄)了?.{0,4}${much}${span}).{0,16}(?:佩服|厉害|真快|高效|效率真|专业(?!的)|牛|了不起|真棒|感动|完美|真行|锦旗|点赞)`,
  ),
  /(真是|可真|可真是|也真是|也是|真的?)(服了?|佩服|有你们的|没谁)|(好一个|真是个?|多么)(及时|专业|高效|负责|快|优质|贴心|周到)(?=.{0,12}(等|拖|才|没|又|还|趟|天))|可真(够)?(快|专业|负责|及时|行|可以|高效)(?!.{0,3}(谢|赞|好评))|(才|就)?(等了|拖了).{0,8}(天|周|月).{0,4}(呢|啊|哦)/,
  new RegExp(
    `(?:效率|专业|厉害|真?牛|神速|佩服|感动|可以啊|行啊|真棒|好一个|服了).{0,12}(?:半|${much}多?)(?:个)?(?:天|周|星期|礼拜|月|年)(?!内|之内|不到|就)`,
  ),
  /(厉害|真行|牛|谢谢|专业).{0,20}(淹|泡|弄坏|搞坏|漏到|砸|越修越)/,
  /锦旗.{0,8}(送|给)你们.{0,6}(慢|拖)|(收钱|催费|收费|要钱).{0,6}(积极|快|第一|勤快).{0,12}(不行|慢|没|拖|差)/,
  /^(great|wonderful|nice|lovely|fantastic|perfect|brilliant)[,.!]+ ?(so )?(now|only|another|except)|yeah,? right|oh,? (great|wonderful|nice|fantastic|brilliant|perfect|lovely)[,.! ]+.{3,}|bravo|slow clap|nice try|thanks for (nothing|the flood|wasting)|true professionals?|as if\b|well done.{0,20}(nothing|again|weeks)|what a surprise|^(wow|amazing|great|congrat\w*)?.{0,6}\bonly (took )?(a |\w+ )?(weeks?|days|months?)\b|how (nice|kind|lovely) of you/,
  /took you (\w+ )?\w+ (weeks?|days?|months?|hours?|visits?)|(brilliant|great|wonderful|amazing|fantastic|impressive|wow|congratulations|congrats|well done|nice|lovely)[^.!]{0,40}(only|just)? ?(took|a whole|another|\w+ visits|\w+ weeks|\w+ months) |(a whole|only|just|another) \w+ (week|month|day)s? .{0,40}(brilliant|great|wonderful|amazing|service|impressive)/,
]

const sincere = /辛苦|感谢.{0,4}师傅|谢谢.{0,6}师傅|\bthanks? (you )?so much|in (ten|five|\d+) minutes/

/** Praise between marks is somebody else's: 服务真"好"啊, you "fixed" it. */
const quoted =
  /["“”「『'](?:真|很|太)?(?:好|快|棒|高效|专业|负责|及时|周到|满意|处理|解决|修好|完成|优质|服务)了?["“”」』']|["“”](?:fixed|repaired|resolved|done|solved|completed?|sorted|service|professional|great)["“”]/

/** 「好一个五星服务，等了五天」 */
const whatA = /好一个.{0,8}(?:服务|物业|效率|速度|质量|管家|处理|维修|态度)/

/** Praise and then what is worse now, or how often it took. */
const butWorse =
  /^(?:great|wonderful|brilliant|lovely|fantastic|perfect|excellent|well done|nice|awesome|amazing)[,.!]+ ?(?:so )?(?:now|another|third|second|fourth|again|only|it (?:only|just) took|the (?:leak|water))\b/

/** Whether praise is meant as its opposite beyond doubt, however it sounds. */
export const surelyMocks = (said: string): boolean =>
  [quoted, whatA, butWorse].some(pattern => pattern.test(said))

/** Whether praise is meant as its opposite. */
export function mocks(said: string): boolean {
  if (surelyMocks(said)) return true
  const praised = said
    .replace(/["'“”‘’「」]/g, '')
    .replace(/(不|没)(太|够|怎么|是很|大|那么)?(专业|快|高效|负责|及时|行|可以)/g, '·')
  return (
    patterns.some(pattern => pattern.test(praised)) && !sincere.test(said) && !/但是?|不过|可是/.test(said)
  )
}
