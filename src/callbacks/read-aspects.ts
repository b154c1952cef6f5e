import type { Aspect } from './policy.ts'
import { weighWords } from './weigh-words.ts'

const aspectWords = {
  speed:
    /快|慢|及时|拖|等了|等(太|好|很)?久|晚(了|来)|迟|效率|神速|才来|\b(quick|fast|slow|late|wait(ed)?|took (ages|forever)|prompt|delay)\w*\b/,
  manners:
    /态度|客气|礼貌|热情|耐心|凶|口气|脸色|脾气|nice guy|\b(rude|polite|friendly|kind|manners|attitude)\b/,
  quality:
    /质量|彻底|干净|收拾|一堆灰|修得|修好|没修|专业|到位|利索|糊弄|敷衍|\b(quality|clean|mess|professional|fixed|properly|work(ed|s)?)\b/,
} as const

/** What an answer speaks of, so that 「挺好的就是慢了点」 counts for quality and against speed. */
export function readAspects(said: string, score: number): Partial<Record<Aspect, boolean>> {
  const parts = said
    .split(/[，,。.!！；;\s]|但是?|就是|不过|可是|只是|\bbut\b|though/)
    .filter(part => part !== '')
  const found: Partial<Record<Aspect, boolean>> = {}
  for (const part of parts) {
    const isBlamed = weighWords(part).some(({ worth }) => worth < 0)
    for (const [aspect, pattern] of Object.entries(aspectWords) as [Aspect, RegExp][]) {
      if (pattern.test(part)) found[aspect] = isBlamed ? false : score >= 3
    }
  }
  return found
}
