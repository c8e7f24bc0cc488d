/* Extras only: the site is whole without this file. It stands in the head, so that no page shows the wrong colours first. */
(function () {
  var root = document.documentElement, scheme = document.querySelector('meta[name=color-scheme]'), own = document.currentScript;
  var themes = ['system', 'light', 'dark'], key = 'guidang-theme';
  function each(list, act) { for (var i = 0; i < list.length; i++) act(list[i]); }
  function make(name, attributes, text) {
    var made = document.createElement(name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    if (text) made.textContent = text;
    return made;
  }

  // Light and dark: as the system has it, unless the reader chose. Paper is always white.
  function chosen() { try { return localStorage.getItem(key); } catch (_) { return null; } }
  function show(theme) {
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme); else root.removeAttribute('data-theme');
  }
  function switchThemes(words) {
    var place = document.querySelector('.foot-in'), group = make('p', { class: 'themes', role: 'group', 'aria-label': words.theme });
    if (!place) return;
    function mark(theme) {
      each(group.children, function (button) { button.setAttribute('aria-pressed', String(button.value === theme)); });
    }
    themes.forEach(function (theme) {
      var button = make('button', { type: 'button', value: theme }, words['theme_' + theme]);
      button.addEventListener('click', function () {
        try { if (theme === 'system') localStorage.removeItem(key); else localStorage.setItem(key, theme); } catch (_) { /* for this page only */ }
        show(theme);
        mark(theme);
      });
      group.appendChild(button);
    });
    place.appendChild(group);
    mark(themes.indexOf(chosen()) > 0 ? chosen() : 'system');
  }
  var isPaper = scheme && scheme.content === 'light';
  if (!isPaper) show(chosen());

  // The other scripts, in this order; none holds up the page, and no page has to name them.
  function load(name) {
    var script = make('script', { src: own.src.replace(/[^/]*$/, name) });
    script.async = false;
    document.head.appendChild(script);
    return script;
  }
  function whenRead(act) {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act); else act();
  }
  if (!isPaper && own) {
    load('words.js').addEventListener('load', function () { whenRead(function () { say(window.guidangWords); }); });
    load('lists.js');
    whenRead(function () { if (document.querySelector('.pictures a')) load('photos.js'); });
  }

  // A link to a figure shows the records behind it.
  function reveal() {
    var id = location.hash.slice(1), target = null;
    try { target = id && document.getElementById(decodeURIComponent(id)); } catch (_) { target = null; }
    if (!target) return;
    each(target.querySelectorAll('tbody > .behind details, :scope > .behind details'), function (details) { details.open = true; });
    for (var up = target; up; up = up.parentNode) if (up.nodeName === 'DETAILS') up.open = true;
  }
  // What scrolls sideways is a stop of the keyboard, only while it does.
  function stops() {
    each(document.querySelectorAll('.scroll, .chart-scroll, .table, .table-wrap'), function (frame) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0; else frame.removeAttribute('tabindex');
    });
  }
  // What needs words.
  function say(words) {
    switchThemes(words);
    // How many days ago everything was judged, so that silence shows too.
    each(document.querySelectorAll('.asof time'), function (time) {
      var part = time.dateTime.split('-'), now = new Date();
      var days = Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(part[0], part[1] - 1, part[2])) / 864e5);
      if (days > 0) time.insertAdjacentText('afterend', words.days_ago.replace('{}', days));
    });
    // A record that prints from its own page has a button for it.
    var article = document.querySelector('.on-paper') && document.querySelector('article'), line = make('p', { class: 'print-link' });
    if (!article) return;
    line.appendChild(make('button', { type: 'button', class: 'plain-button print-now' }, words.print_now)).addEventListener('click', print);
    article.parentNode.insertBefore(line, article);
  }
  function print() { window.print(); }
  function start() {
    var current = document.querySelector('.nav [aria-current]');
    // On a phone the sections stand in one line: the current one is in sight.
    if (current) current.closest('nav').scrollLeft = current.offsetLeft - 48;
    window.addEventListener('resize', stops);
    stops();
    // Documents on paper have a button of their own.
    each(document.querySelectorAll('.bar button'), function (button) {
      button.hidden = false;
      button.addEventListener('click', print);
    });
    window.addEventListener('hashchange', reveal);
    reveal();
  }
  // Paper has nothing to unfold, and waits for no picture.
  var opened = [];
  window.addEventListener('beforeprint', function () {
    each(document.querySelectorAll('img[loading]'), function (picture) { picture.loading = 'eager'; });
    each(document.querySelectorAll('details:not([open])'), function (details) { details.open = true; opened.push(details); });
  });
  window.addEventListener('afterprint', function () {
    each(opened.splice(0), function (details) { details.open = false; });
  });
  // A slash leads to the search, unless somebody is writing.
  document.addEventListener('keydown', function (event) {
    var box = document.querySelector('input[type=search]'), on = event.target;
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !box) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(on.nodeName) || on.isContentEditable) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  whenRead(start);
})();
