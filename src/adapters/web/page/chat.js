import { fetchLines, fetchSession, join, openEvents } from './api.js'
import { createComposer } from './composer.js'
import { createLines } from './lines.js'
import { createOutbox } from './outbox.js'
import { currentLanguage, say, switchLanguage, writeTexts } from './texts.js'

const byId = id => document.getElementById(id)
const kindOf = type => (type.startsWith('image/') ? 'photo' : 'file')
const typingMs = 8_000

const page = {
  session: undefined,
  state: 'connecting',
  events: undefined,
  lastSent: undefined,
  typingTimer: 0,
}

const lines = createLines(byId('lines'), {
  press: option => post({ text: '', button: option.value }, [], option.label),
  again: line => post({ text: line.text, ...(line.pressed && { button: line.pressed }) }, []),
})

const outbox = createOutbox({
  sent: line => {
    lines.show(line)
    setState('connected')
  },
  refused: (entry, reason) => lines.show(asLine(entry), { refused: reason }),
  lost: () => setState('offline'),
  signedOut: () => showJoin(),
})

const composer = createComposer({
  get limits() {
    return page.session.limits
  },
  post,
  complain: message => showBanner(message, 5_000),
})

function post(content, files, label) {
  const message = { id: crypto.randomUUID?.() ?? randomId(), language: currentLanguage(), ...content }
  const sending = outbox.add(message, files)
  lines.show({ ...asLine(message), ...(label && { text: label }) }, { waiting: page.state === 'offline' })
  showWelcome(false)
  return sending
}

/** Pages served without TLS have no `randomUUID`. */
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('')
}

function asLine(message) {
  const files = outbox.filesOf(message.id).map(file => ({
    kind: kindOf(file.type),
    fileName: file.name,
    preview: URL.createObjectURL(file),
  }))
  return { from: 'resident', pressed: message.button, files, ...message }
}

function setState(state) {
  page.state = state
  byId('state').dataset.state = state
  byId('state').textContent = describeState(state)
  if (state === 'offline') showBanner(say('banner'))
  else if (state === 'connected') byId('banner').hidden = true
}

function describeState(state) {
  const household = page.session?.household
  return state === 'connected' && household ? `${say(state)} · ${household.label}` : say(state)
}

function showBanner(message, forMs) {
  byId('banner').textContent = message
  byId('banner').hidden = false
  if (forMs) setTimeout(() => setState(page.state), forMs)
}

function showTyping(on) {
  clearTimeout(page.typingTimer)
  byId('typing').hidden = !on
  if (!on) return
  byId('lines').scrollTop = byId('lines').scrollHeight
  page.typingTimer = setTimeout(() => showTyping(false), typingMs)
}

function showLine(line) {
  if (line.from !== 'resident') {
    page.lastSent = line.id
    showTyping(false)
    showWelcome(false)
  }
  lines.show(line)
}

function follow() {
  page.events?.close()
  page.events = openEvents(page.lastSent, {
    connected: () => {
      setState('connected')
      void outbox.flush()
    },
    line: showLine,
    typing: () => showTyping(true),
    lost: ended => {
      setState('offline')
      if (ended) setTimeout(() => boot().catch(() => setState('offline')), 3_000)
    },
  })
}

function showChips() {
  const chips = byId('chips')
  chips.setAttribute('aria-label', say('chips'))
  chips.replaceChildren(
    ...['chip1', 'chip2', 'chip3', 'chip4'].map(key => {
      const chip = document.createElement('button')
      chip.type = 'button'
      chip.textContent = say(key)
      chip.addEventListener('click', () => post({ text: say(key) }, []))
      return chip
    }),
  )
  showWelcome(lines.count === 0)
}

/** Greeting and first questions stand only in an empty talk. */
function showWelcome(on) {
  byId('chips').hidden = !on
  byId('hello').hidden = !on
}

function showJoin() {
  page.events?.close()
  byId('talk').hidden = true
  byId('switch').hidden = true
  byId('join').hidden = false
  byId('households').replaceChildren(...page.session.households.map(renderHousehold))
  setState('connected')
}

function renderHousehold(household) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  const face = document.createElement('span')
  face.className = 'face'
  face.textContent = household.residentName.slice(0, 1)
  const words = document.createElement('span')
  const name = document.createElement('strong')
  name.textContent = household.residentName
  const place = document.createElement('small')
  place.textContent = household.label
  words.append(name, place)
  button.append(face, words)
  button.addEventListener('click', () => enter(household.id))
  item.append(button)
  return item
}

async function enter(householdId) {
  try {
    outbox.clear()
    page.session = await join(householdId)
    await showTalk()
    composer.focus()
  } catch (error) {
    showBanner(error.message, 5_000)
  }
}

async function showTalk() {
  byId('join').hidden = true
  byId('talk').hidden = false
  byId('switch').hidden = false
  outbox.open(page.session.visit)
  lines.clear()
  page.lastSent = undefined
  for (const line of await fetchLines()) showLine(line)
  for (const entry of outbox.list()) lines.show(asLine(entry), { waiting: true })
  showChips()
  setState('connecting')
  follow()
}

function showTexts() {
  writeTexts()
  composer.writeTexts()
  byId('language').textContent = say('other')
  byId('switch').textContent = say('change')
  byId('lines').setAttribute('aria-label', say('talk'))
  if (page.session) showChips()
  setState(page.state)
}

async function boot() {
  page.session = await fetchSession()
  if (page.session.joined) await showTalk()
  else showJoin()
}

byId('language').addEventListener('click', () => {
  switchLanguage()
  showTexts()
})
byId('switch').addEventListener('click', showJoin)
byId('no-household').addEventListener('click', () => enter(null))
addEventListener('online', () => void outbox.flush())
addEventListener('offline', () => setState('offline'))
showTexts()
boot().catch(() => {
  setState('offline')
  setTimeout(() => location.reload(), 5_000)
})
