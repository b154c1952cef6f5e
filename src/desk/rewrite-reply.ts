import type { LanguageModel } from '../shared/language-model.ts'
import { createPersonalDataMask } from '../shared/mask-personal-data.ts'
import type { Language } from '../shared/vocabulary.ts'

const mostOutputTokens = 600
const prompts: Record<Language, string> = {
  'zh-CN':
    '你是物业客服的文字助手。把员工写的草稿改写成给住户的服务用语：礼貌、简短、具体，用“您”，不推诿。' +
    '不得增加或改动任何事实、时间、数字、金额、姓名或承诺；保留形如⟦电话1⟧的占位。只输出改写后的文字。',
  en:
    'You help property staff with wording. Rewrite the draft as a courteous, short, concrete reply to a resident. ' +
    'Add or change no fact, time, figure, amount, name or promise; keep placeholders. Give the rewritten text only.',
}

/** Gives the model's wording, or undefined when it is down or says a figure that the draft does not: then the rules serve. */
export async function rewriteReply(
  model: LanguageModel,
  draft: string,
  language: Language,
): Promise<string | undefined> {
  const mask = createPersonalDataMask()
  try {
    const { text } = await model.askForText({
      messages: [
        { role: 'system', content: prompts[language] },
        { role: 'user', content: mask.mask(draft) },
      ],
      maxOutputTokens: mostOutputTokens,
    })
    const written = mask.unmask(text.trim())
    return written !== '' && saysNoNewFigure(draft, written) ? written : undefined
  } catch {
    return undefined
  }
}

function saysNoNewFigure(draft: string, written: string): boolean {
  const known = new Set(draft.match(/\d+/g) ?? [])
  return (written.match(/\d+/g) ?? []).every(figure => known.has(figure))
}
