/** The closed word lists of the service; ids are the same in code, database, HTTP and evaluation files. */
export const ticketKinds = ['repair', 'complaint', 'suggestion', 'request'] as const
export const ticketCategories = [
  'plumbing',
  'electrical',
  'elevator',
  'access',
  'leak',
  'facility',
  'cleaning',
  'greening',
  'pest',
  'noise',
  'parking',
  'security',
  'pets',
  'billing',
  'staff',
  'renovation',
  'activity',
  'other',
] as const
export const priorities = ['emergency', 'high', 'normal', 'low'] as const
export const sentiments = ['negative', 'neutral', 'positive'] as const
export const emotions = ['angry', 'anxious', 'sad', 'neutral', 'pleased'] as const
export const languages = ['zh-CN', 'en'] as const
/** Dangers that rules recognise without any model (promise 5). */
export const dangerKinds = [
  'trapped-in-lift',
  'fire',
  'gas',
  'electric-shock',
  'flooding',
  'injury',
  'intruder',
  'falling-object',
  'missing-person',
  'self-harm',
] as const

export type TicketKind = (typeof ticketKinds)[number]
export type TicketCategory = (typeof ticketCategories)[number]
export type Priority = (typeof priorities)[number]
export type Sentiment = (typeof sentiments)[number]
export type Emotion = (typeof emotions)[number]
export type Language = (typeof languages)[number]
export type DangerKind = (typeof dangerKinds)[number]
