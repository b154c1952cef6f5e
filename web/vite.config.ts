import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const pageNonce = '(csp?.nonce ?? document.querySelector("meta[property=csp-nonce]")?.nonce)'
const styleWriters = ['/util/es/Dom/dynamicCSS.js', '/icons/es/cssUtils.js']

/**
 * Components put their styles into <style> by innerHTML, which Trusted Types forbid; as text they are the same styles.
 * Fails the build when the library no longer does what is mended here.
 */
function styleAsText(): Plugin {
  const mended = new Set<string>()
  return {
    name: 'style-as-text',
    apply: 'build',
    transform(code, id) {
      const file = styleWriters.find(name => id.endsWith(name))
      if (!file) return undefined
      if (!code.includes('.innerHTML')) throw new Error(`${id} has changed: look at styleAsText again.`)
      mended.add(file)
      const asText = code.replaceAll('.innerHTML', '.textContent')
      // Measuring styles come without the nonce of the page.
      return { code: asText.replace(/(?<!\.)\bcsp\?\.nonce/g, pageNonce), map: null }
    },
    buildEnd(error) {
      const missed = styleWriters.filter(name => !mended.has(name))
      if (!error && missed.length > 0) throw new Error(`Not found, look at styleAsText again: ${missed}`)
    },
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/desk/',
  mode: 'production',
  plugins: [react(), styleAsText()],
  publicDir: false,
  build: {
    outDir: fileURLToPath(new URL('../dist/web/', import.meta.url)),
    emptyOutDir: true,
    // One flat folder: the server reads it once and serves nothing else.
    assetsDir: '',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
})
