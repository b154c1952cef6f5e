import type { LinkOutcome } from './outcome.ts'
import type { WriteContext } from './write-context.ts'

/** A code is shown to nobody but its owner. */
export function writeLink(result: LinkOutcome, { texts, isGroup }: WriteContext): string {
  const { link } = texts
  switch (result.kind) {
    case 'code':
      return isGroup ? link.inPrivate : link.code(result)
    case 'linked':
      return link.linked(result)
    case 'wrong-code':
      return link.wrongCode(result)
    case 'too-many-tries':
      return texts.bindTooMany
    case 'unlinked':
      return link.unlinked
    case 'not-linked':
      return link.notLinked
  }
}
