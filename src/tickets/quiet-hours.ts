export { findSpeakingTime } from '../shared/quiet-hours.ts'
