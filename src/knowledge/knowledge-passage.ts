import type { Language } from '../shared/vocabulary.ts'

/** A passage as it lies in memory, with the facts about its document that decide whether it may be shown. */
export interface KnowledgePassage {
  passageId: string
  documentTitle: string
  language: Language
  communityId: string | undefined
  effectiveOn: string | undefined
  expiresOn: string | undefined
  clause: string
  heading: string
  text: string
  /** Another document of the same title does not replace this one: a notice. */
  standsAlone?: boolean
  /** The document breaks off in the section of this passage. */
  isCutOff?: boolean
}

/** The passage with what stands above it: the text that is embedded and indexed. */
export function describePassage(
  passage: Pick<KnowledgePassage, 'documentTitle' | 'heading' | 'text'>,
): string {
  return [passage.documentTitle, passage.heading, passage.text].filter(part => part !== '').join('｜')
}
