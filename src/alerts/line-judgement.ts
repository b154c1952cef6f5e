import type { TicketCategory } from '../shared/vocabulary.ts'
import type { LineCue } from './line-cues.ts'

/** What one line says by itself, whatever was said around it. */
export interface LineJudgement {
  /** 0–1: how likely it is discontent with the service. */
  service: number
  /** The chance from which a line by itself counts; with a sentence vector it is another than without. */
  threshold: number
  /** 0–1: how likely it is upset about something else. */
  elsewhere: number
  topic?: TicketCategory
  cues: ReadonlySet<LineCue>
  /** Forwarded or pasted, e.g. an article: nobody's own words. */
  isPasted: boolean
}
