const polite =
  /谢谢|感谢|多谢|谢啦|谢了|谢咯|辛苦|麻烦|费心|客气|3q|thx|thank you|thanks?|cheers|so much|a lot|very much|welcome/g
const around = /你们?|您|大家|师傅|物业|管家|好的|好嘞|收到|嗯+|哦+|啊|呀|哈|啦|哦|的|了|真|太|不|非常|十分/g

/** Whether normalised words only thank or acknowledge: 「好的谢谢」 is no score of an aspect. */
export function isMereManners(said: string): boolean {
  const rest = said.replace(polite, '').replace(around, '')
  return /^[\s,，.。!！~～、]*$/.test(rest) && !/^[^\p{L}]*$/u.test(said)
}
