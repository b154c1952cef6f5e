// Both languages hold the same texts: the same keys, the same parameters, the same {placeholders}.
import { pathToFileURL } from 'node:url'
import { finish } from './finish.mjs'

const languages = ['zh-cn', 'en']

/** Gives `path → shape` of every text: a function by its number of parameters, a string by its placeholders. */
function describeTexts(value, path = '') {
  if (typeof value === 'function') return [[path, `a function of ${value.length}`]]
  if (typeof value === 'string') {
    const names = [...new Set(value.match(/\{\w+\}/g) ?? [])].sort()
    return [[path, names.length === 0 ? 'a text' : `a text with ${names.join(' ')}`]]
  }
  // Lists of wordings may differ in length between languages, but neither may be empty.
  if (Array.isArray(value)) return [[path, value.length === 0 ? 'an empty list' : 'a list']]
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) =>
      describeTexts(inner, path ? `${path}.${key}` : key),
    )
  }
  return [[path, String(value)]]
}

async function load(language) {
  const module = await import(pathToFileURL(`src/i18n/${language}.ts`).href)
  const objects = Object.values(module).filter(value => value && typeof value === 'object')
  if (objects.length === 0) throw new Error(`src/i18n/${language}.ts exports no object of texts`)
  return new Map(objects.flatMap(object => describeTexts(object)))
}

const [chinese, english] = await Promise.all(languages.map(load))
const keys = [...new Set([...chinese.keys(), ...english.keys()])].sort()
finish(
  keys
    .filter(key => chinese.get(key) !== english.get(key))
    .map(
      key => `${key}: zh-CN has ${chinese.get(key) ?? 'nothing'}, en has ${english.get(key) ?? 'nothing'}`,
    ),
)
