const insults =
  /傻(?:逼|比|叉|子|瓜)|[蠢笨](?:货|猪|蛋)|白痴|混(?:蛋|账)|王八蛋|他?妈的|操你|滚(?:蛋|开|出去|远点)|你.{0,2}有病|有病(?:吧|啊)|脑(?:残|子有)|废物|不要脸|没有?(?:素质|教养)的(?:人|业主|住户|东西)|垃圾(?:业主|住户|货)|猪脑|智障|去死|狗屁|放屁|贱(?:人|货)|刁民|老不死|神经病|\b(?:idiots?|stupid|morons?|shut up|fuck\w*|bastards?|assholes?|scum|piece of shit|go to hell)\b/giu

/** The words of a text that insult somebody, each once, as they stand there. */
export function findInsults(text: string): string[] {
  return [...new Set(text.match(insults) ?? [])]
}
