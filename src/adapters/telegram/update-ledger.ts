/** Most updates Telegram hands out at once, and so the most that may stand behind one that is not kept yet. */
export const mostPending = 100

/**
 * Keeps account of which updates are kept. Telegram forgets every update below the offset we name, so the
 * offset may only pass an update once it and all before it are kept.
 */
export class UpdateLedger {
  private readonly open = new Set<number>()
  private readonly kept = new Set<number>()
  private highest: number | undefined
  /** Everything below is kept; an answer that crossed the keeping may still name it. */
  private floor = 0

  /** Whether this update is new to us; from then on it counts as open. */
  take(updateId: number): boolean {
    if (updateId < this.floor || this.open.has(updateId) || this.kept.has(updateId)) return false
    this.open.add(updateId)
    this.highest = Math.max(this.highest ?? updateId, updateId)
    return true
  }

  keep(updateId: number): void {
    this.open.delete(updateId)
    this.kept.add(updateId)
    this.floor = this.offset() ?? 0
    for (const id of this.kept) if (id < this.floor) this.kept.delete(id)
  }

  /** The lowest id not confirmed yet; absent when there is nothing to confirm. */
  offset(): number | undefined {
    if (this.open.size > 0) return Math.min(...this.open)
    return this.highest === undefined ? undefined : this.highest + 1
  }

  /** Whether everything taken is kept. */
  get settled(): boolean {
    return this.open.size === 0
  }

  /** Whether updates wait behind one that cannot be kept, and no more will be handed out. */
  get full(): boolean {
    return this.open.size + this.kept.size >= mostPending
  }

  /**
   * Forgets the offset after Telegram confirmed all. After a week of silence Telegram may begin with a lower
   * number (core.telegram.org/bots/api#update); an old offset would then swallow it.
   */
  reset(): void {
    this.open.clear()
    this.kept.clear()
    this.highest = undefined
    this.floor = 0
  }
}
