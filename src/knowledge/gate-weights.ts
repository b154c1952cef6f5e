/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.43

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -8.47,
    cosine: -1.29,
    textCosine: 9.64,
    lexical: 0.49,
    coverage: 0.47,
    margin: 5.59,
    nounLowest: -0.1,
    nounAverage: 1.16,
    unsaid: 0.23,
    wordShare: 0.49,
    thingUnmet: -1.26,
    leaveUnmet: -0.97,
    focusUnmet: -1.29,
    untranslated: 0.21,
    unheardThing: -1.75,
    translated: -0.2,
    headUnmet: -0.29,
    headUnheard: -0.47,
    expecting: -0.18,
  },
  wordsOnly: {
    bias: -5.12,
    lexical: 4.69,
    coverage: 0.63,
    ownCoverage: 1.27,
    margin: 7.26,
    unsaid: 0.89,
    untranslated: 0.79,
    unheardThing: -4.38,
    translated: -0.51,
    expecting: 0.03,
  },
}
