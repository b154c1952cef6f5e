import { findClosest } from '../shared/find-closest.ts'
import { reservedVariables, variables } from './variables.ts'

const ourPrefix = /^(TELEGRAM|OPENAI|WECHAT|WECOM)_/
/** Read by the official OpenAI client itself, so set on purpose and no slip of ours. */
const othersNames = [
  'OPENAI_ORG_ID',
  'OPENAI_PROJECT_ID',
  'OPENAI_ADMIN_KEY',
  'OPENAI_WEBHOOK_SECRET',
  'OPENAI_LOG',
]

/**
 * Gives one line for every variable that is set in vain: a likely slip of the pen, one reserved for later, or a
 * setting of something that is off. `given` are ours that are set, `env` is everything.
 */
export function findOddVariables(
  given: Record<string, string>,
  env: Record<string, string | undefined>,
): string[] {
  const known = variables.map(variable => variable.name)
  const isUnknown = (name: string) => !known.includes(name) && !reservedVariables.includes(name)
  const slips = Object.keys(env)
    .filter(name => isUnknown(name) && !othersNames.includes(name))
    .map(name => describeSlip(name, known))
  const reserved = reservedVariables
    .filter(name => env[name])
    .map(name => `${name} is reserved and has no effect yet`)
  return [...slips.filter(line => line !== undefined), ...reserved, ...findIdle(given)]
}

function describeSlip(name: string, known: string[]): string | undefined {
  // wechaty's own settings are its business.
  if (name.startsWith('WECHATY_')) return undefined
  const [closest] = findClosest(name, known)
  // Other programs' short names resemble ours by chance; long ones do not.
  if (!ourPrefix.test(name) && !(closest && name.length >= 8)) return undefined
  return closest ? `${name} is unknown; did you mean ${closest}?` : `${name} is unknown and has no effect`
}

function findIdle(given: Record<string, string>): string[] {
  const isIdle = (name: string) => name.startsWith('OPENAI_') && !given['OPENAI_API_KEY']
  return Object.keys(given)
    .filter(isIdle)
    .map(name => `${name} has no effect without OPENAI_API_KEY`)
}
