/** Milliseconds of real time: how long a transaction may take, and how long it may wait for its turn. */
export const transactionOptions = { timeout: 10_000, maxWait: 10_000 }
