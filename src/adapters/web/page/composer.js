import { drawIcon } from './icons.js'
import { createPicker } from './picker.js'
import { say } from './texts.js'

const byId = id => document.getElementById(id)
const buttons = ['attach', 'locate', 'send']

/** The place to write: text, files, and the location. `on.post` gets what to send. */
export function createComposer(on) {
  const text = byId('text')
  const picker = createPicker(byId('picked'), on)
  for (const name of buttons) byId(name).append(drawIcon(name))

  function submit() {
    const written = text.value.trim()
    const files = picker.take()
    if (!written && files.length === 0) return
    on.post({ text: written }, files)
    text.value = ''
    fitHeight(text)
  }
  byId('composer').addEventListener('submit', event => {
    event.preventDefault()
    submit()
    text.focus()
  })
  text.addEventListener('input', () => fitHeight(text))
  text.addEventListener('keydown', event => {
    // Enter also ends the choice of characters in an input method; that one must not send.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  text.addEventListener('paste', event => picker.add([...event.clipboardData.files]))
  listenToFiles(picker)
  listenToLocation(on)
  return { writeTexts, focus: () => text.focus() }
}

function listenToFiles(picker) {
  const files = byId('files')
  byId('attach').addEventListener('click', () => files.click())
  files.addEventListener('change', () => {
    picker.add([...files.files])
    files.value = ''
  })
}

function listenToLocation(on) {
  const button = byId('locate')
  button.hidden = !('geolocation' in navigator && isSecureContext)
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => on.post({ text: '', location: { latitude, longitude } }, []),
      error => on.complain(error.message),
    )
  })
}

function fitHeight(text) {
  text.style.height = 'auto'
  text.style.height = `${text.scrollHeight + 2}px`
}

function writeTexts() {
  for (const name of buttons) {
    byId(name).setAttribute('aria-label', say(name))
    byId(name).title = say(name)
  }
  byId('text').placeholder = say('write')
}
