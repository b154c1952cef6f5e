// Links between the project's own pages lead somewhere.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { finish } from './finish.mjs'
import { listFiles } from './list-files.mjs'

const pages = listFiles().filter(file => file.endsWith('.md'))
finish(
  pages.flatMap(page => {
    const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '')
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1].split('#')[0])
    return targets
      .filter(target => target !== '' && !/^[a-z]+:/.test(target))
      .filter(target => !existsSync(join(dirname(page), decodeURIComponent(target))))
      .map(target => `${page}: ${target} does not exist`)
  }),
)
