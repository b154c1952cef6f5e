import { splitEmphasis } from './emphasis.js'
import { say } from './texts.js'

/** The list of lines on the page: each line once, in the order of its time; unsent ones last. */
export function createLines(list, on) {
  const shown = new Map()
  const labels = new Map()

  const keyOf = line => `${line.from === 'resident' ? 'r' : 's'}:${line.id}`
  function place(element, at) {
    element.dataset.at = String(at)
    let next = list.lastElementChild
    while (next && Number(next.dataset.at) > at) next = next.previousElementSibling
    if (next) next.after(element)
    else list.prepend(element)
  }
  function closeOptions() {
    for (const button of list.querySelectorAll('.options button')) button.disabled = true
  }
  return {
    get count() {
      return shown.size
    },
    clear() {
      shown.clear()
      list.replaceChildren()
    },
    show(line, state) {
      const near = list.scrollHeight - list.scrollTop - list.clientHeight < 120
      for (const option of (line.buttons ?? []).flat()) labels.set(option.value, option.label)
      if (line.from === 'resident') closeOptions()
      const element = renderLine(line, { state, label: labels.get(line.pressed), on })
      const old = shown.get(keyOf(line))
      old?.remove()
      shown.set(keyOf(line), element)
      place(element, state ? Number.MAX_SAFE_INTEGER : Date.parse(line.at))
      if (near || line.from === 'resident') list.scrollTop = list.scrollHeight
    },
  }
}

function renderLine(line, context) {
  const element = document.createElement('li')
  element.className = `line ${line.from}`
  element.append(renderBubble(line, context))
  if (line.buttons?.length) element.append(renderOptions(line.buttons, context.on))
  element.append(renderMeta(line, context))
  return element
}

function renderBubble(line, context) {
  const bubble = document.createElement('div')
  bubble.className = 'bubble'
  for (const file of line.files ?? []) bubble.append(renderFile(file))
  if (line.location) {
    const { latitude, longitude, label } = line.location
    bubble.append(`📍 ${label || say('place')} ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)
  }
  appendText(bubble, line.text || context.label || line.pressed || '')
  return bubble
}

/** Only text nodes: whatever residents or the bot wrote can never become markup. */
function appendText(parent, text) {
  for (const piece of splitEmphasis(text)) {
    if (!piece.strong) {
      parent.append(piece.text)
      continue
    }
    const strong = document.createElement('strong')
    strong.textContent = piece.text
    parent.append(strong)
  }
}

function renderFile(file) {
  const address = file.preview ?? `/chat/api/files/${file.reference}`
  if (file.kind === 'photo' && !/\.heic$/.test(address)) {
    const image = document.createElement('img')
    image.src = address
    image.alt = file.fileName ?? say('file')
    return image
  }
  const link = document.createElement('a')
  link.className = 'file'
  link.href = address
  link.download = ''
  link.textContent = `📎 ${file.fileName ?? say('file')}`
  return link
}

function renderOptions(rows, on) {
  const options = document.createElement('div')
  options.className = 'options'
  for (const option of rows.flat()) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = option.label
    button.addEventListener('click', () => on.press(option))
    options.append(button)
  }
  return options
}

function renderMeta(line, context) {
  const meta = document.createElement('p')
  meta.className = 'meta'
  if (context.state?.refused) {
    meta.classList.add('failed')
    meta.textContent = say('failed') + context.state.refused
    const again = document.createElement('button')
    again.type = 'button'
    again.textContent = say('again')
    again.addEventListener('click', () => context.on.again(line))
    meta.append(again)
  } else if (context.state) {
    meta.textContent = say(context.state.waiting ? 'waiting' : 'sending')
  } else {
    const time = new Date(line.at).toLocaleTimeString(document.documentElement.lang, {
      hour: '2-digit',
      minute: '2-digit',
    })
    meta.textContent = line.from === 'staff' ? `${say('staff')} · ${time}` : time
  }
  return meta
}
