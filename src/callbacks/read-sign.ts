const signs: readonly (readonly [RegExp, number])[] = [
  [/👎|😡|🤬|💩|😤|😠|🖕|🤮|🤢|😾|\[(弱|发怒|怒|呕吐?|吐|便便|NO|抓狂)\]/iu, 1],
  [/😞|😒|😔|🙄|😢|😭|☹|🙁|😩|😣|\[(撇嘴|难过|流泪|失望|白眼|叹气|大哭)\]/u, 2],
  [/😐|😑|🤷|😶|\[(发呆|无语|摊手)\]/u, 3],
  [
    /👍|😊|😀|😄|😁|😃|🌹|❤|♥|🎉|👏|💪|🙏|👌|🥰|😍|💐|✅|💯|🤝|☺|🙂|😘|🎊|🌟|⭐|🌸|\[(强|赞|玫瑰|鼓掌|愉快|呲牙|OK|好的|抱拳|握手|爱心|耶|胜利|给力|加油|太阳|拥抱|烟花|庆祝|666|可爱|调皮|微笑|合十|牛|666)\]/iu,
    5,
  ],
]

/** Gives what an emoji or a sticker says, the worst one first; nothing where there is none. */
export function readSign(raw: string): number | undefined {
  return countStars(raw) ?? signs.find(([pattern]) => pattern.test(raw))?.[1]
}

/** Stars that are drawn are a score; a single one beside words may be an ornament. */
export function countStars(raw: string): number | undefined {
  const stars = [...raw.matchAll(/⭐|🌟|★/gu)].length
  const isAlone = !/[\p{L}\p{N}]/u.test(raw)
  return stars > 1 || (stars === 1 && isAlone) ? Math.min(5, stars) : undefined
}
