// Migrations without any downloaded engine:
//   node scripts/migrations.mjs new <name>   writes prisma/migrations/<time>_<name>/migration.sql from prisma/schema.prisma
//   node scripts/migrations.mjs drift        exits 1 with the missing SQL when schema and migrations differ
// Both compare in an in-memory database, never in a real one: the engine's shadow database over a connection
// string would be the main one.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const schemaPath = join(root, 'prisma/schema.prisma')
const directory = join(root, 'prisma/migrations')
const [command, name] = process.argv.slice(2)

if (command !== 'drift' && !(command === 'new' && /^[a-z0-9_]+$/.test(name ?? ''))) {
  console.error('Usage: node scripts/migrations.mjs new <name in a-z, 0-9, _> | drift')
  process.exit(2)
}

const { exitCode, stdout: sql } = await diff()
if (command === 'drift' && exitCode !== 0) {
  console.error(`The schema has what no migration makes. Run: npm run db:migration -- <name>\n\n${sql}`)
  process.exit(1)
}
if (command === 'new') writeMigration()
else console.log('Schema and migrations agree.')
process.exit(0)

function writeMigration() {
  if (exitCode === 0) return console.log('Schema and migrations agree; nothing written.')
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(directory, `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  console.log(`Written: ${folder}/migration.sql. Read it before you commit it.`)
}

async function diff() {
  const content = readFileSync(schemaPath, 'utf8')
  const engine = await loadEngine(content)
  return await engine.diff({
    from: { tag: 'migrations', ...listMigrations() },
    to: { tag: 'schemaDatamodel', files: [{ path: schemaPath, content }] },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
}

async function loadEngine(schema) {
  const require = createRequire(import.meta.url)
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const wasm = readFileSync(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(await PGlite.create()))
  return await glue.SchemaEngine.new({ datamodels: [[schemaPath, schema]] }, () => {}, factory)
}

function listMigrations() {
  const names = existsSync(directory)
    ? readdirSync(directory, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(entry => entry.name)
        .sort()
    : []
  return {
    baseDir: directory,
    shadowDbInitScript: '',
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(directory, 'migration_lock.toml'), 'utf8'),
    },
    migrationDirectories: names.map(path => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(directory, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}
