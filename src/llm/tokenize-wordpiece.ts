const unknownId = 100
const startId = 101
const endId = 102
/** Longer words are unknown to the model as a whole, as in BERT's own tokenizer: nobody writes them, and each end of each piece is tried. */
const longestWord = 100

/** Gives the WordPiece ids of a text, framed by [CLS] and [SEP], at most `maxTokens` long. */
export function tokenizeWordpiece(
  vocabulary: ReadonlyMap<string, number>,
  text: string,
  maxTokens: number,
): number[] {
  const ids = [startId]
  for (const word of splitWords(text)) {
    if (ids.length >= maxTokens - 1) break
    const characters = [...word]
    ids.push(...(characters.length > longestWord ? [unknownId] : splitPieces(vocabulary, characters)))
  }
  ids.length = Math.min(ids.length, maxTokens - 1)
  ids.push(endId)
  return ids
}

/** The model knows lower-case letters only: without folding, "WiFi" is unknown to it. */
function splitWords(text: string): string[] {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
  return folded
    .replace(/[\p{P}\p{S}\p{Script=Han}]/gu, ' $& ')
    .split(/\s+/)
    .filter(word => word !== '')
}

function splitPieces(vocabulary: ReadonlyMap<string, number>, characters: string[]): number[] {
  const pieces: number[] = []
  let begin = 0
  while (begin < characters.length) {
    const piece = findLongestPiece(vocabulary, characters, begin)
    if (!piece) return [unknownId]
    pieces.push(piece.id)
    begin = piece.end
  }
  return pieces
}

function findLongestPiece(vocabulary: ReadonlyMap<string, number>, characters: string[], begin: number) {
  const prefix = begin > 0 ? '##' : ''
  for (let end = characters.length; end > begin; end--) {
    const id = vocabulary.get(prefix + characters.slice(begin, end).join(''))
    if (id !== undefined) return { id, end }
  }
  return undefined
}
