// Makes `npx linli` run this checkout at once. With a `bin` entry in package.json npx would install the checkout into
// its own cache first, which runs the whole build again and ends silently when that fails.
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join('node_modules', '.bin')
const link = join(folder, 'linli')
mkdirSync(folder, { recursive: true })
rmSync(link, { force: true })
if (process.platform === 'win32') {
  writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\bin\\linli.js" %*\r\n')
} else {
  symlinkSync(join('..', '..', 'bin', 'linli.js'), link)
  chmodSync(join('bin', 'linli.js'), 0o755)
}
