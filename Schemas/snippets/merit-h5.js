// Merit for H5 pages. What it sends, when and why: Schemas/views.md
(function (own) {
  'use strict'
  const url = own.collector + '/v1/views'
  const memory = {}
  const queue = []
  let identity = own.identity || undefined
  let view = null
  let shownAt = null
  let triesLeft = 6
  let timer

  // Storage can be switched off or full: then things last as long as the page.
  function read(storage, name) {
    try {
      return memory[name] || window[storage].getItem('merit.' + name) || ''
    } catch (refused) {
      return ''
    }
  }

  function write(storage, name, text) {
    memory[name] = text
    try {
      window[storage].setItem('merit.' + name, text)
    } catch (refused) {}
  }

  function random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    const text = btoa(String.fromCharCode(...bytes))
    return text.slice(0, 22).replace(/\+/g, '-').replace(/\//g, '_')
  }

  function arrive() {
    const query = new URLSearchParams(location.search)
    const mt = query.get('mt')
    const mc = query.get('mc')
    if (!/^[0-9A-Za-z]{30}$/.test(mt)) return
    write('sessionStorage', 'mt', mt)
    write('sessionStorage', 'mc', /^[0-9A-Za-z]{20}$/.test(mc) ? mc : '')
    // Of this browser's own making and never out of a URL: a link could make two people one.
    if (!/^[\w-]{21}[AQgw]$/.test(read('localStorage', 'visitor'))) {
      write('localStorage', 'visitor', random())
    }
  }

  function attribution() {
    return {
      token: read('sessionStorage', 'mt') || undefined,
      click_id: read('sessionStorage', 'mc') || undefined,
      visitor: read('localStorage', 'visitor') || undefined
    }
  }

  // The same event_id as often as it takes: repeats are one view.
  function look(page) {
    leave()
    const next = Object.assign(attribution(), {
      event_id: random(),
      kind: 'page_view',
      page: String(page || location.pathname).slice(0, 512),
      at: new Date().toISOString(),
      identity
    })
    if (!next.token) return
    view = next
    shownAt = performance.now()
    add()
    send()
  }

  // The view once more, with the time for which it was visible.
  function leave() {
    if (shownAt === null) return
    const time = (view.dwell_ms || 0) + Math.round(performance.now() - shownAt)
    view.dwell_ms = Math.min(time, 86400000)
    shownAt = null
    add()
  }

  function add() {
    if (queue.indexOf(view) < 0) queue.push(view)
    queue.splice(0, queue.length - 100)
  }

  function send() {
    clearTimeout(timer)
    const batch = queue.splice(0, 10)
    if (!batch.length) return
    const body = JSON.stringify({ touches: batch })
    // A string goes as text/plain: no browser asks for leave first.
    // Old ones cut a fetch off with its page; a beacon tells no answer.
    if (!('keepalive' in Request.prototype)) {
      if (!navigator.sendBeacon(url, body)) queue.unshift(...batch)
      return
    }
    fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' })
      .then((answer) => {
        if (answer.status >= 500 || answer.status === 429) throw answer
        triesLeft = 6
        send()
      })
      .catch(() => {
        queue.unshift(...batch)
        if (triesLeft > 0) timer = setTimeout(send, (64000 >> triesLeft--) * (1 + Math.random()))
      })
  }

  function part() {
    leave()
    send()
  }

  function identify(jwt) {
    if (jwt === identity) return
    identity = jwt || undefined
    if (jwt && view) look(view.page)
  }

  arrive()
  // A page that is prepared or opened behind others is looked at when it comes to the front.
  if (!document.hidden) look()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) part()
    else if (view) shownAt = performance.now()
    else look()
  })
  addEventListener('pagehide', part)
  addEventListener('pageshow', (event) => {
    if (event.persisted) look()
  })
  window.merit = { attribution, identify, view: look }
})(document.currentScript.dataset)
