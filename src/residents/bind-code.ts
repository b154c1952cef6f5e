import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for one another when read aloud. */
const codeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** A new binding code of 8 characters (31⁸ ≈ 8·10¹¹ possibilities). */
export function createBindCode(): string {
  return Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')
}
