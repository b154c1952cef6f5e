import { normaliseText } from '../../shared/normalise-text.ts'
import type { Language } from '../../shared/vocabulary.ts'
import { decideCommands } from './decide-commands.ts'
import { loadEvidence } from './load-evidence.ts'
import { readTurn } from './turn.ts'
import type { Understander } from './understander.ts'

/** Gives the understander that needs no language model: rules first, small trained models where rules do not reach. */
export async function createOfflineUnderstander(): Promise<Understander> {
  const evidence = loadEvidence()
  normaliseText('預熱')
  return {
    understand: async request => {
      const turn = readTurn(request, evidence)
      return {
        commands: decideCommands(turn),
        language: readLanguage(turn.raw, request.language),
        by: turn.danger ? 'rules' : 'offline',
        inputTokens: 0,
        outputTokens: 0,
      }
    },
  }
}

/** Gives the language to answer in: a few Latin words inside Chinese do not change it. */
export function readLanguage(raw: string, before: Language): Language {
  const han = (raw.match(/\p{Script=Han}/gu) ?? []).length
  const latin = (raw.match(/[a-z]{2,}/gi) ?? []).length
  if (han > 0) return 'zh-CN'
  return latin >= 2 ? 'en' : before
}
