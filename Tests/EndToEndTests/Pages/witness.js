// Stands before the snippet: tells the test what became of each request, and whether the page kept
// to what it promises.
(() => {
  const plain = window.fetch.bind(window)
  window.tell = (what, path = '/told') =>
    plain(path, { method: 'POST', body: JSON.stringify(what), keepalive: true })
  window.fetch = async (url, options) => {
    try {
      const answer = await plain(url, options)
      const body = await answer.clone().json()
      await window.answered(answer.status, body)
      return answer
    } catch (refused) {
      await window.answered(0, String(refused))
      throw refused
    }
  }
})()
