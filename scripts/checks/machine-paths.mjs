// No file speaks of the machine it was written on, and the lock file names the public registry only.
import { readFileSync } from 'node:fs'
import { finish } from './finish.mjs'
import { listFiles } from './list-files.mjs'

const roots = ['work', 'tmp/wt', 'root', 'home/\\w+', 'Users/\\w+']
const machinePath = new RegExp(`(?<![\\w.~*}-])/(?:${roots.join('|')})/`)
const isText = buffer => !buffer.subarray(0, 8000).includes(0)

function findIn(file) {
  const buffer = readFileSync(file)
  if (!isText(buffer)) return []
  const lines = buffer.toString('utf8').split('\n')
  if (file === 'package-lock.json') return findForeignRegistries(lines)
  return lines.flatMap((line, index) =>
    machinePath.test(line) ? [`${file}:${index + 1}: names a path of a machine`] : [],
  )
}

function findForeignRegistries(lines) {
  const foreign = /"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/
  return lines.flatMap((line, index) =>
    foreign.test(line) ? [`package-lock.json:${index + 1}: not the public registry`] : [],
  )
}

finish(listFiles().flatMap(findIn))
