/** A map that forgets its oldest entries: what helps while it is fresh and is not missed later. */
export class Recent<Value> {
  private readonly entries = new Map<string, Value>()
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  get(key: string): Value | undefined {
    return this.entries.get(key)
  }

  set(key: string, value: Value): void {
    this.entries.delete(key)
    this.entries.set(key, value)
    const oldest = this.entries.keys().next()
    if (this.entries.size > this.most && !oldest.done) this.entries.delete(oldest.value)
  }

  values(): IterableIterator<Value> {
    return this.entries.values()
  }
}
