/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.4

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -8.85,
    cosine: -1.54,
    textCosine: 7.74,
    lexical: 0.14,
    coverage: 0.61,
    shape: 1.93,
    margin: 4.81,
    nounLowest: 0.34,
    nounAverage: 0.95,
    unsaid: -0.1,
    wordShare: 0.4,
    thingUnmet: -0.78,
    leaveUnmet: -0.77,
    focusUnmet: -1.19,
    untranslated: -1.06,
    unheardThing: -1.26,
    translated: -0.42,
  },
  wordsOnly: {
    bias: -6.18,
    lexical: 3.84,
    coverage: 0.63,
    ownCoverage: 1.1,
    shape: 2.03,
    margin: 6.87,
    unsaid: 0.23,
    untranslated: -0.21,
    unheardThing: -3.15,
    translated: -0.66,
  },
}
