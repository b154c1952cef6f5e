import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * Components put their styles into <style> by innerHTML, which Trusted Types forbid; as text they are the same styles.
 * Fails the build when the library no longer does what is mended here.
 */
function styleAsText(): Plugin {
  let mended = 0
  return {
    name: 'style-as-text',
    apply: 'build',
    transform(code, id) {
      if (!id.endsWith('/Dom/dynamicCSS.js')) return undefined
      if (!code.includes('innerHTML')) throw new Error(`${id} has changed: look at styleAsText again.`)
      mended += 1
      return { code: code.replaceAll('.innerHTML', '.textContent'), map: null }
    },
    buildEnd(error) {
      if (!error && mended === 0) throw new Error('dynamicCSS.js was not found: look at styleAsText again.')
    },
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/desk/',
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
