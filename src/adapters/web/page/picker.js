import { say } from './texts.js'

/** The files picked for the next message; `on.limits` and `on.complain` as for the composer. */
export function createPicker(list, on) {
  let picked = []

  function show() {
    list.hidden = picked.length === 0
    list.replaceChildren(...picked.map(renderFile))
  }
  function renderFile(file) {
    const item = document.createElement('li')
    const name = document.createElement('span')
    name.textContent = file.name
    const remove = document.createElement('button')
    remove.type = 'button'
    remove.textContent = '×'
    remove.setAttribute('aria-label', `${say('remove')} ${file.name}`)
    remove.addEventListener('click', () => {
      picked = picked.filter(other => other !== file)
      show()
    })
    item.append(name, remove)
    return item
  }
  return {
    add(files) {
      if (files.some(file => file.size > on.limits.fileBytes)) return on.complain(say('tooLarge'))
      if (picked.length + files.length > on.limits.files) return on.complain(say('tooMany'))
      picked.push(...files)
      show()
    },
    /** Gives what was picked and forgets it. */
    take() {
      const taken = picked
      picked = []
      show()
      return taken
    },
  }
}
