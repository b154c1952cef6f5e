/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.4

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -8.68,
    cosine: -2.08,
    textCosine: 9.04,
    lexical: 0.26,
    coverage: 0.55,
    shape: 1.94,
    margin: 5.14,
    nounLowest: 0.39,
    nounAverage: 0.65,
    unsaid: -0.3,
    wordShare: -0.23,
    thingUnmet: -1.32,
    leaveUnmet: -0.41,
    focusUnmet: -1.66,
    untranslated: 0.42,
    unheardThing: -1.39,
    translated: -0.33,
  },
  wordsOnly: {
    bias: -5.94,
    lexical: 3.8,
    coverage: 0.27,
    ownCoverage: 1.17,
    shape: 2.17,
    margin: 6.49,
    unsaid: 0.25,
    untranslated: -1.02,
    unheardThing: -3.83,
    translated: -0.52,
  },
}
