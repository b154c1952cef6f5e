/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.41

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -11.14,
    cosine: -2.31,
    textCosine: 5.6,
    nearestText: 3.5,
    nearestPlaced: 3.8,
    coverage: 1.07,
    ownCoverage: -0.38,
    bestShape: 1.48,
    margin: 5.43,
    facts: 1.28,
    nounLowest: 0.87,
    thingUnmet: -0.99,
    leaveUnmet: -0.55,
    unheardThing: -1.94,
    headUnmet: -0.75,
    contentLength: 0.58,
    asksClock: 0.09,
    asksDuration: 0.28,
    asksPlace: 0.44,
  },
  wordsOnly: {
    bias: -7.27,
    lexical: 3.77,
    coverage: 0.44,
    ownCoverage: 1.68,
    bestShape: 2.56,
    margin: 6.84,
    facts: 0.52,
    untranslated: 0.07,
    unheardThing: -3.47,
    contentLength: 1.53,
    asksClock: 0.38,
    asksDuration: 0.42,
    asksPlace: -0.02,
  },
}
