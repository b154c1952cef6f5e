import { readFileSync } from 'node:fs'
import type { GuessLabel } from '../src/callbacks/guess-answer.ts'
import { createRandom } from './random.ts'

export interface ComposedAnswer {
  raw: string
  label: GuessLabel
}

type Language = 'zh' | 'en'

function readParts(): Map<string, string[]> {
  const lines = readFileSync(new URL('./corpus/answer-parts.txt', import.meta.url), 'utf8').split('\n')
  const parts = new Map<string, string[]>()
  let name = ''
  for (const line of lines) {
    if (line.startsWith('= ')) name = line.slice(2)
    else if (line !== '' && !line.startsWith('#'))
      parts.set(name, [...(parts.get(name) ?? []), ...line.split('/')])
  }
  return parts
}

/** How answers are put together, and what they mean then; a reservation takes one point from praise. */
const plans: readonly (readonly [label: GuessLabel, times: number, plan: string])[] = [
  ['5', 1.5, 'strong'],
  ['5', 0.5, 'opener strong'],
  ['5', 1, 'done , strong'],
  ['5', 0.8, 'strong , strong'],
  ['5', 0.4, 'good , strong'],
  ['4', 1.5, 'good'],
  ['4', 0.6, 'opener good'],
  ['4', 1, 'done , good'],
  ['4', 1, 'good , minor'],
  ['4', 0.6, 'strong , minor'],
  ['4', 0.4, 'done , good , minor'],
  ['3', 1.5, 'mid'],
  ['3', 0.7, 'opener mid'],
  ['3', 0.7, 'done , mid'],
  ['3', 1, 'good turn major'],
  ['3', 0.5, 'mid , minor'],
  ['3', 0.3, 'done , mid , minor'],
  ['2', 1.5, 'bad'],
  ['2', 0.6, 'opener bad'],
  ['2', 1, 'done turn bad'],
  ['2', 1.2, 'done turn major'],
  ['2', 0.5, 'bad , major'],
  ['2', 0.4, 'mid , major'],
  ['1', 1.5, 'awful'],
  ['1', 0.5, 'awful , awful'],
  ['1', 0.8, 'major , awful'],
  ['1', 1.2, 'mock , mockfact'],
  ['1', 0.4, 'mockfact , mock'],
  ['1', 0.5, 'done turn awful'],
  ['unsolved', 1.5, 'still'],
  ['unsolved', 0.6, 'opener still'],
  ['unsolved', 0.8, 'good turn still'],
  ['unsolved', 0.4, 'mock , still'],
  ['unsolved', 0.5, 'awful , still'],
  ['unsolved', 0.3, 'still , bad'],
  ['new-problem', 0.8, 'new'],
  ['new-problem', 1, 'aside new'],
  ['new-problem', 1.5, 'done turn new'],
  ['new-problem', 0.8, 'good , aside new'],
  ['new-problem', 0.8, 'done , aside new'],
  ['new-problem', 0.4, 'strong turn new'],
]

const perPlan: Readonly<Record<Language, number>> = { zh: 50, en: 28 }

/** Gives answers made of parts, the same on every run. */
export function composeAnswers(): ComposedAnswer[] {
  const parts = readParts()
  const random = createRandom(91)
  const pick = (name: string): string => {
    const from = parts.get(name) ?? []
    return from[Math.floor(random() * from.length)] ?? ''
  }
  const compose = (language: Language, plan: string): string =>
    plan
      .split(' ')
      .map(word => (word === ',' ? mark(language, random()) : pick(`${language} ${word}`)))
      .reduce((text, part) => join(text, part, language))
  const seen = new Set<string>()
  return (['zh', 'en'] as const).flatMap(language =>
    plans.flatMap(([label, times, plan]) =>
      Array.from({ length: Math.round(times * perPlan[language]) }, () => compose(language, plan))
        .filter(raw => !seen.has(raw) && Boolean(seen.add(raw)))
        .map(raw => ({ raw, label })),
    ),
  )
}

const marks = [',', ',', ',', '，', '。', '!', ' ', ''] as const
const mark = (language: Language, chance: number): string =>
  language === 'en' ? (chance < 0.6 ? ',' : '.') : (marks[Math.floor(chance * marks.length)] ?? ',')

/** Latin words stand apart; marks stand close to what they follow. */
function join(text: string, part: string, language: Language): string {
  if (language === 'zh')
    return /^(但|可|不过|就是|然而|只是)/.test(part) ? `${text},${part}` : `${text}${part}`
  return /^[,.]/.test(part) ? `${text}${part}` : `${text} ${part}`
}
