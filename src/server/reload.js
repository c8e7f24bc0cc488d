/* Put into pages by `guidang serve` only: reloads the page when the site was built anew, where it was scrolled, and shows
   what is wrong over the last good one. */
(function () {
  var mine = document.currentScript.getAttribute('data-site');
  var key = 'guidang-place', source = null, box = null, leaving = false;

  function folds() { return document.querySelectorAll('details'); }

  // Storage may be forbidden; then a reload begins at the top.
  function keep() {
    var open = '', all = folds();
    for (var i = 0; i < all.length; i++) open += all[i].open ? '1' : '0';
    var place = { page: location.pathname, x: window.pageXOffset, y: window.pageYOffset, open: open };
    try { sessionStorage.setItem(key, JSON.stringify(place)); } catch (_) { /* see above */ }
  }

  function put() {
    var place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch (_) { /* see above */ }
    if (!place || place.page !== location.pathname) return;
    var all = folds(), touched = false;
    if (all.length === place.open.length) for (var i = 0; i < all.length; i++) all[i].open = place.open[i] === '1';
    function scroll() { if (!touched) window.scrollTo(place.x, place.y); }
    function touch() { touched = true; }
    // Pictures make a page longer as they come, and the page's own script may go to a heading.
    scroll();
    if (document.readyState !== 'complete') {
      ['wheel', 'touchstart', 'keydown', 'mousedown'].forEach(function (it) {
        window.addEventListener(it, touch, { once: true, passive: true });
      });
      window.addEventListener('load', function () { setTimeout(scroll, 0); });
    }
  }

  function element(name, kind, text) {
    var it = document.createElement(name);
    it.className = kind;
    if (text) it.textContent = text; // never as HTML: it holds what somebody wrote
    return it;
  }

  function hide() {
    if (box) box.parentNode.removeChild(box);
    box = null;
  }

  function show(report) {
    hide();
    box = element('div', '');
    box.id = 'guidang-report';
    var inside = box.attachShadow({ mode: 'open' }); // the theme's style sheets stay out
    var style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = '/_guidang/reload.css';
    inside.appendChild(style);
    var panel = element('section', 'report');
    panel.setAttribute('role', 'alert');
    var dismiss = element('button', 'dismiss', report.dismiss);
    dismiss.type = 'button';
    dismiss.onclick = hide;
    panel.appendChild(dismiss);
    panel.appendChild(element('h1', 'title', report.title));
    panel.appendChild(element('p', 'note', report.note));
    var list = element('ol', 'problems');
    report.problems.forEach(function (it) {
      var item = element('li', '');
      if (it.place) item.appendChild(element('p', 'place', it.place));
      var message = element('p', 'message', it.message);
      if (it.code) message.appendChild(element('span', 'code', it.code));
      item.appendChild(message);
      if (it.help) item.appendChild(element('p', 'help', it.help));
      list.appendChild(item);
    });
    panel.appendChild(list);
    if (report.more) panel.appendChild(element('p', 'note', report.more));
    inside.appendChild(panel);
    document.body.appendChild(box);
  }

  function hear(event) {
    var news = JSON.parse(event.data);
    if (news.site !== mine) {
      if (leaving) return;
      leaving = true;
      keep();
      location.reload();
    } else if (news.report) show(news.report);
    else hide();
  }

  function listen() {
    if (source) return;
    source = new EventSource('/_guidang/events');
    source.onmessage = hear;
    // A browser that gives up for good is asked to try again.
    source.onerror = function () {
      if (source && source.readyState === 2) { rest(); setTimeout(turn, 1000); }
    };
  }

  function rest() {
    if (source) source.close();
    source = null;
  }

  // A browser has six connections to a server: pages that nobody sees give theirs back, and catch up when they are seen.
  function turn() {
    if (document.visibilityState === 'hidden') rest(); else listen();
  }

  document.addEventListener('visibilitychange', turn);
  window.addEventListener('pagehide', rest);
  window.addEventListener('pageshow', turn);
  put();
  turn();
})();
