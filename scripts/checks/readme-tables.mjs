// The tables of variables and commands in both READMEs agree with the code.
// `node --import tsx scripts/checks/readme-tables.mjs --print zh` (or en) prints the tables as they should be.
import { existsSync, readFileSync } from 'node:fs'
import { commandList } from '../../src/cli/command-list.ts'
import { reservedVariables, variables } from '../../src/config/variables.ts'
import { finish } from './finish.mjs'

const pages = { en: 'README.md', zh: 'README.zh-CN.md' }
const heads = { en: ['Variable', 'Default', 'Meaning', 'Command'], zh: ['变量', '默认', '含义', '命令'] }
const allowedExtras = name => reservedVariables.includes(name) || name.startsWith('WECHATY_')

/** Gives the backticked words of the first cell, and the whole row, of every table row. */
function readRows(page) {
  const rows = page.split('\n').filter(line => /^\|\s*`/.test(line))
  return rows.map(row => ({
    row,
    names: [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(match => match[1]),
  }))
}

function checkVariables(file, rows) {
  const shown = new Map(rows.flatMap(({ row, names }) => names.map(name => [name, row])))
  const written = [...shown.keys()].filter(name => /^[A-Z][A-Z_]+$/.test(name))
  const problems = written
    .filter(name => !allowedExtras(name) && !variables.some(variable => variable.name === name))
    .map(name => `${file} explains ${name}, which nothing reads`)
  for (const variable of variables) {
    const row = shown.get(variable.name)
    if (!row) problems.push(`${file} lacks ${variable.name}`)
    else if (!row.includes(variable.default))
      problems.push(`${file}: default of ${variable.name} is ${variable.default}`)
  }
  return problems
}

function checkCommands(file, rows) {
  const written = rows
    .flatMap(({ names }) => names)
    .flatMap(name => /^(?:npx )?linli ([a-z]+)/.exec(name)?.[1] ?? [])
  const known = commandList.map(command => command.name)
  return [
    ...known.filter(name => !written.includes(name)).map(name => `${file} lacks linli ${name}`),
    ...written
      .filter(name => !known.includes(name))
      .map(name => `${file} explains linli ${name}, which does not exist`),
  ]
}

function printTables(language) {
  const [variable, fallback, meaning, command] = heads[language]
  const row = cells => `| ${cells.join(' | ')} |`
  const escapePipes = text => text.replaceAll('|', '\\|')
  console.log(row([variable, fallback, meaning]))
  console.log('|---|---|---|')
  for (const item of variables) {
    console.log(row([`\`${item.name}\``, item.default && `\`${item.default}\``, item.meaning[language]]))
  }
  console.log(`\n${row([command, meaning])}\n|---|---|`)
  for (const item of commandList) {
    console.log(row([`\`npx linli ${escapePipes(item.usage)}\``, item.meaning[language]]))
  }
}

const [flag, language] = process.argv.slice(2)
if (flag === '--print' && language in heads) {
  printTables(language)
  process.exit(0)
}
finish(
  Object.values(pages).flatMap(file => {
    if (!existsSync(file)) return []
    const rows = readRows(readFileSync(file, 'utf8'))
    return [...checkVariables(file, rows), ...checkCommands(file, rows)]
  }),
)
