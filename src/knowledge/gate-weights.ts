/** By name of the feature; absent ones count nothing. */
type Weights = Readonly<Record<string, number>> & { readonly bias: number }

/** From this confidence on a question counts as answered by the documents. */
export const answeredThreshold = 0.38

/** A logistic regression over the questions in tests/fixtures/knowledge; `npx tsx training/fit-gate.ts` fits and tests it. */
export const gateWeights: { withVectors: Weights; wordsOnly: Weights } = {
  withVectors: {
    bias: -10.95,
    cosine: -3.25,
    textCosine: 5.38,
    nearestText: 4.06,
    nearestPlaced: 3.94,
    coverage: 1.07,
    ownCoverage: -0.51,
    bestShape: 1.51,
    margin: 5.33,
    facts: 1.41,
    nounLowest: 0.87,
    thingUnmet: -1.07,
    leaveUnmet: -0.58,
    unheardThing: -1.11,
    headUnmet: -0.75,
    contentLength: 0.95,
    asksClock: 0.19,
    asksDuration: 0.23,
    asksPlace: 0.45,
  },
  wordsOnly: {
    bias: -7.39,
    lexical: 3.59,
    coverage: 0.4,
    ownCoverage: 1.57,
    bestShape: 2.72,
    margin: 7.18,
    facts: 0.55,
    untranslated: 0.24,
    unheardThing: -3.57,
    contentLength: 1.78,
    asksClock: 0.31,
    asksDuration: 0.43,
    asksPlace: -0.08,
  },
}
