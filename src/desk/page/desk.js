import {
  fetchConversations,
  fetchMessages,
  fetchStaff,
  fetchTickets,
  fetchTicketsOf,
  Refused,
  serviceNowMs,
  signIn,
  signOut,
} from './api.js'
import { showConversations, showTalk, titleOf } from './conversation-list.js'
import { say, switchLanguage, writeTexts } from './texts.js'
import { showTickets } from './ticket-list.js'

const byId = id => document.getElementById(id)
const refreshMs = 5_000
const desk = { staff: undefined, openId: undefined, conversations: [], timer: 0 }

async function refresh() {
  clearTimeout(desk.timer)
  if (!desk.staff) return
  try {
    await load()
    byId('banner').hidden = true
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return showSignIn()
    byId('banner').textContent = say('lost')
    byId('banner').hidden = false
  }
  desk.timer = setTimeout(refresh, refreshMs)
}

async function load() {
  const [tickets, conversations] = await Promise.all([fetchTickets(), allowed(fetchConversations())])
  desk.conversations = conversations.items
  showTickets(tickets.items, { nowMs: serviceNowMs(), open })
  showConversations(desk.conversations, { openId: desk.openId, open })
  if (desk.openId) await loadTalk(desk.openId)
}

async function loadTalk(id) {
  const [messages, tickets] = await Promise.all([allowed(fetchMessages(id)), fetchTicketsOf(id)])
  if (id !== desk.openId) return
  const conversation = desk.conversations.find(known => known.id === id)
  byId('talk-title').textContent = conversation ? titleOf(conversation) : ''
  showTalk(messages.items, tickets.items)
}

/** What this role may not see stays empty; the server decides. */
async function allowed(asking) {
  try {
    return await asking
  } catch (error) {
    if (error instanceof Refused && error.status === 403) return { items: [] }
    throw error
  }
}

function open(id) {
  desk.openId = id
  byId('talk').hidden = id === undefined
  byId('desk').classList.toggle('open', id !== undefined)
  void refresh()
}

function showSignIn() {
  desk.staff = undefined
  byId('desk').hidden = true
  byId('sign-out').hidden = true
  byId('who').textContent = ''
  byId('sign-in').hidden = false
  byId('login').focus()
}

function showDesk(staff) {
  desk.staff = staff
  byId('sign-in').hidden = true
  byId('desk').hidden = false
  byId('sign-out').hidden = false
  byId('who').textContent = staff.name
  void refresh()
}

async function submit(event) {
  event.preventDefault()
  byId('refusal').hidden = true
  try {
    const staff = await signIn(byId('login').value, byId('password').value)
    byId('password').value = ''
    showDesk(staff)
  } catch (error) {
    const reason = { 401: say('wrong'), 429: say('rests') }[error.status]
    byId('refusal').textContent = reason ?? say('lost')
    byId('refusal').hidden = false
  }
}

function showTexts() {
  writeTexts()
  byId('language').textContent = say('other')
  byId('close').setAttribute('aria-label', say('close'))
  void refresh()
}

byId('sign-in').addEventListener('submit', event => void submit(event))
byId('close').addEventListener('click', () => open(undefined))
byId('language').addEventListener('click', () => {
  switchLanguage()
  showTexts()
})
byId('sign-out').addEventListener('click', () => {
  void signOut()
    .catch(() => {})
    .then(showSignIn)
})
showTexts()
fetchStaff().then(showDesk, showSignIn)
