// Merit for WeChat mini-programs. What it sends, when and why: Schemas/views.md
//
//   const merit = require('./merit-miniprogram.js')
//   merit.start('https://t.brand.example')
//   App({ onShow(options) { merit.show(options) }, onHide() { merit.hide() } })
'use strict'

// Away for longer is another open. WeChat ends a mini-program that long in the background anyway.
const AWAY_MAX = 30 * 60 * 1000

let url
let token
let click
let visitor
let identity
let touch = null // of the open or page that is being looked at
let shownAt = null
let hiddenAt = 0
let triesLeft = 6
let timer
let isReady = false
const queue = []

// Once, before App(): COLLECTOR is the address before /v1/views.
function start(collector) {
  url = collector + '/v1/views'
  visitor = stored()
  if (visitor) return ready()
  const source = wx.getRandomValues ? wx : wx.getUserCryptoManager && wx.getUserCryptoManager()
  // Never from Math.random(), which can be foretold: rather no visitor at all.
  if (!source) return ready()
  source.getRandomValues({
    length: 16,
    success(answer) {
      visitor = base64url(new Uint8Array(answer.randomValues))
      try {
        wx.setStorageSync('merit.visitor', visitor)
      } catch (full) {}
    },
    complete: ready
  })
}

function stored() {
  try {
    const text = wx.getStorageSync('merit.visitor')
    return /^[\w-]{21}[AQgw]$/.test(text) ? text : undefined
  } catch (unreadable) {
    return undefined
  }
}

function base64url(bytes) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 6) {
    const pair = (bytes[bit >> 3] << 8) | (bytes[(bit >> 3) + 1] || 0)
    text += letters[(pair >> (10 - (bit & 7))) & 63]
  }
  return text
}

// Until the visitor is known nothing is sent: all touches of one open shall name the same.
function ready() {
  isReady = true
  for (const waiting of queue) waiting.visitor = visitor
  send()
}

// App.onShow, which comes at the launch too, with the options it gets.
function show(options) {
  const query = (options && options.query) || {}
  const given = [query.mt, query.scene].find((text) => /^[0-9A-Za-z]{30}$/.test(text))
  const mc = /^[0-9A-Za-z]{20}$/.test(query.mc) ? query.mc : undefined
  const isNew = given && (given !== token || (mc && mc !== click))
  if (isNew) {
    token = given
    click = mc
  }
  if (isNew || !touch || Date.now() - hiddenAt > AWAY_MAX) {
    look('miniprogram_open', options && options.path)
  } else {
    shownAt = Date.now()
  }
}

// App.onHide.
function hide() {
  hiddenAt = Date.now()
  leave()
  send()
}

// Where a page inside the mini-program counts as a view of its own.
function view(page) {
  look('page_view', page)
}

function look(kind, page) {
  leave()
  if (!token) return
  touch = {
    event_id: Date.now().toString(36) + '-' + Math.random().toString(36).slice(2),
    kind,
    token,
    click_id: click,
    visitor,
    page: page ? String(page).slice(0, 512) : undefined,
    at: new Date().toISOString(),
    identity
  }
  shownAt = Date.now()
  add()
  send()
}

// The same touch once more, with the time for which it was visible: repeats are one touch.
function leave() {
  if (shownAt === null) return
  const time = (touch.dwell_ms || 0) + Math.max(0, Date.now() - shownAt)
  touch.dwell_ms = Math.min(time, 86400000)
  shownAt = null
  add()
}

function add() {
  if (queue.indexOf(touch) < 0) queue.push(touch)
  queue.splice(0, queue.length - 100)
}

function send() {
  clearTimeout(timer)
  if (!isReady || !queue.length) return
  const batch = queue.splice(0, 10)
  const again = () => {
    queue.unshift(...batch)
    if (triesLeft > 0) timer = setTimeout(send, (64000 >> triesLeft--) * (1 + Math.random()))
  }
  wx.request({
    url,
    method: 'POST',
    data: { touches: batch },
    timeout: 10000,
    success(answer) {
      if (answer.statusCode >= 500 || answer.statusCode === 429) return again()
      triesLeft = 6
      send()
    },
    fail: again
  })
}

// The statement of the mall's backend who the customer is; nothing where nobody is logged in.
function identify(jwt) {
  if (jwt === identity) return
  identity = jwt || undefined
  if (jwt && touch) look(touch.kind, touch.page)
}

// For the order: `attribution` and `buyer.visitor` of its webhook.
function attribution() {
  return { token, click_id: click, visitor }
}

module.exports = { start, show, hide, view, identify, attribution }
