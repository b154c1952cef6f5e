import { normaliseText } from '../../shared/normalise-text.ts'
import { createSentenceSense, type SentenceSense } from '../../shared/sentence-sense.ts'
import type { Language } from '../../shared/vocabulary.ts'
import { decideCommands } from './decide-commands.ts'
import { loadEvidence } from './load-evidence.ts'
import { splitMatters } from './split-matters.ts'
import { joinMessages, readTurn } from './turn.ts'
import type { Understander } from './understander.ts'

/**
 * Gives the understander that needs no language model: rules for what is plainly ruled, and heads trained on written talk for the
 * rest; without an embedder in `sense` they read words alone.
 */
export async function createOfflineUnderstander(
  sense: SentenceSense = createSentenceSense(),
): Promise<Understander> {
  const evidence = loadEvidence(sense)
  normaliseText('預熱')
  return {
    understand: async request => {
      await sense.prepare(listStretches(request.messages))
      const turn = readTurn(request, evidence)
      return {
        commands: decideCommands(turn),
        language: readLanguage(turn.raw, request.language),
        by: turn.danger ? 'rules' : 'offline',
        asks: turn.evidence.move(turn.said, 'nothing-open')['question'] ?? 0,
        inputTokens: 0,
        outputTokens: 0,
      }
    },
  }
}

/** The stretches of talk that may be asked about: the whole turn and each matter in it. */
function listStretches(messages: readonly string[]): string[] {
  const raw = joinMessages(messages)
  return [raw, ...splitMatters(raw)].map(normaliseText)
}

/** Gives the language to answer in: a few Latin words inside Chinese do not change it. */
export function readLanguage(raw: string, before: Language): Language {
  const han = (raw.match(/\p{Script=Han}/gu) ?? []).length
  const latin = (raw.match(/[a-z]{2,}/gi) ?? []).length
  if (han > 0) return 'zh-CN'
  return latin >= 2 ? 'en' : before
}
