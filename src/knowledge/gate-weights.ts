/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.4

/** A logistic regression over the tuning questions; docs/decisions/2026-11-23-retrieval.md tells how and from what. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -9.82,
    cosine: 0.92,
    textCosine: 4.36,
    lexical: -0.75,
    coverage: 0.14,
    shape: 2.84,
    margin: 7.53,
    nounLowest: 0.62,
    nounAverage: 1.59,
    // Set by hand: too few English questions to learn from, and an unknown English word is a thing nobody wrote about.
    untranslated: -4,
  },
  wordsOnly: {
    bias: -6.74,
    lexical: 5.41,
    coverage: 1.05,
    ownCoverage: 0.16,
    shape: 2.36,
    margin: 6.93,
    untranslated: -4,
  },
}
