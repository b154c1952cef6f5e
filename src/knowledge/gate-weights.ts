/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.42

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -8.41,
    cosine: -1.43,
    textCosine: 9.67,
    lexical: 0.52,
    coverage: 0.48,
    margin: 5.65,
    nounLowest: -0.14,
    nounAverage: 1.17,
    unsaid: 0.24,
    wordShare: 0.47,
    thingUnmet: -1.32,
    leaveUnmet: -0.99,
    focusUnmet: -1.28,
    untranslated: 0.11,
    unheardThing: -1.79,
    translated: -0.23,
    headUnmet: -0.33,
    headUnheard: -0.49,
    expecting: -0.15,
  },
  wordsOnly: {
    bias: -5.11,
    lexical: 4.67,
    coverage: 0.56,
    ownCoverage: 1.3,
    margin: 7.34,
    unsaid: 0.89,
    untranslated: 0.84,
    unheardThing: -4.12,
    translated: -0.47,
    expecting: 0.05,
  },
}
