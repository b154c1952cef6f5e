import type { GateFeatures } from './judge-question.ts'

type Weights = Partial<GateFeatures> & { bias: number }

/** Written by `training/tune-knowledge-gate.ts`; docs/decisions/2026-11-23-retrieval.md tells from what. */
export const gateWeights: { threshold: number; withVectors: Weights; wordsOnly: Weights } = {
  threshold: 0.5,
  withVectors: { bias: -9.1, cosine: 1.4, textCosine: 4.7, margin: 7.6, nounLowest: 1.4, nounAverage: 2.8 },
  wordsOnly: { bias: -3, lexical: 3, coverage: 4, shape: 0.7, untranslated: -4 },
}
