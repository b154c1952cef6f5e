import type { Rate } from './rate.ts'

/** Share of the newest step in the smoothed count of an EWMA chart. */
export const newestShare = 0.3

/** Gives the smoothed count after one more step. */
export const smoothOn = (smooth: number, count: number): number =>
  newestShare * count + (1 - newestShare) * smooth

/**
 * Gives by how many standard deviations a smoothed count stands above the usual one (EWMA chart over counts). `usual` is per step;
 * how little is known of it widens the deviation, so that it has an answer from the first message of a new group on.
 */
export function readSurprise(smooth: number, usual: Rate): number {
  const mean = usual.shape / usual.steps
  const ofCounts = (mean * newestShare) / (2 - newestShare)
  const ofKnowledge = mean / usual.steps
  return (smooth - mean) / Math.sqrt(Math.max(1e-9, ofCounts + ofKnowledge))
}
