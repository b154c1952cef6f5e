import type { GateFeatures } from './judge-question.ts'

type Weights = Partial<GateFeatures> & { bias: number }

/** Written by `training/tune-knowledge-gate.ts`; docs/decisions/2026-11-23-retrieval.md tells from what. */
export const gateWeights: { threshold: number; withVectors: Weights; wordsOnly: Weights } = {
  threshold: 0.5,
  withVectors: { bias: -6.5, cosine: 9, coverage: 3, unheard: -3, shape: 0.7, untranslated: -4 },
  wordsOnly: { bias: -3, lexical: 3, coverage: 4, unheard: -3, shape: 0.7, untranslated: -4 },
}
