/* The page of the search: what is typed goes to search.js, what is found becomes a list. */
(function () {
  'use strict';
  const engine = window.guidang, form = document.getElementById('search');
  if (!engine || !form) return;
  const box = form.elements.q, list = document.getElementById('search-results'), more = document.getElementById('search-more');
  const split = document.getElementById('search-split');
  const count = document.getElementById('search-count'), words = form.dataset, AT_ONCE = 20;
  let turn = 0, shown = 0, wanted = AT_ONCE, state = null, composing = false, timer = 0;

  const say = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => Number(values[name]).toLocaleString());
  function element(name, className, children) {
    const it = document.createElement(name);
    if (className) it.className = className;
    it.append(...children);
    return it;
  }
  const marked = (pieces) => pieces.map(([text, found]) => found ? element('mark', '', [text]) : text);

  /* The state of the page is its address. */
  function options() {
    const it = { sort: form.elements.sort.value };
    for (const name of engine.FACETS) it[name] = form.elements[name].value;
    return it;
  }
  function address() {
    const query = new URLSearchParams();
    if (box.value.trim()) query.set('q', box.value.trim());
    for (const [name, value] of Object.entries(options())) if (value && value !== 'best') query.set(name, value);
    const text = query.toString();
    return location.pathname + (text && '?' + text);
  }
  function remember(push) {
    try { history[push ? 'pushState' : 'replaceState'](null, '', address()); } catch (_) { /* the address stays as it is */ }
  }
  function restore() {
    const query = new URLSearchParams(location.search);
    box.value = query.get('q') || '';
    form.elements.sort.value = query.get('sort') === 'newest' ? 'newest' : 'best';
    for (const name of engine.FACETS) choose(form.elements[name], query.get(name) || '');
  }
  function choose(select, value) {
    if (value && ![...select.options].some((it) => it.value === value)) select.append(new Option(value, value));
    select.value = value;
  }

  /* The list. */
  function day([year, month, day]) {
    const english = document.documentElement.lang === 'en';
    return english ? day + ' ' + words.months.split(' ')[month - 1] + ' ' + year : year + '年' + month + '月' + day + '日';
  }
  function line(hit) {
    const link = element('a', '', marked(hit.title));
    link.href = hit.path;
    const notes = hit.notes.map((it) => element('span', '', [it]));
    if (hit.day) notes.unshift(element('span', '', [day(hit.day)]));
    const parts = [element('p', 'hit-title', [link]), element('p', 'r-note', notes)];
    if (hit.text.length) parts.push(element('p', 'hit-text', marked(hit.text)));
    return element('li', '', parts);
  }
  // Fills the list up to what is wanted, a few at a time; the lines of before stay until the first new ones are there.
  async function fill(mine) {
    while (shown < Math.min(wanted, state.hits.length)) {
      const docs = state.hits.slice(shown, Math.min(wanted, shown + (shown ? 16 : 4)));
      const lines = (await Promise.all(docs.map((doc) => engine.hit(doc, state.needles)))).map(line);
      if (mine !== turn) return;
      if (!shown) list.textContent = '';
      list.append(...lines);
      shown += lines.length;
    }
    if (state.done && !shown) list.textContent = '';
    more.hidden = shown >= state.hits.length;
  }
  async function showMore() {
    const from = shown;
    wanted = shown + AT_ONCE;
    await fill(turn);
    const line = list.children[from];
    if (line) line.querySelector('a').focus();
  }
  function tell() {
    const found = state.hits.length, parts = found && state.parts;
    split.hidden = !parts;
    if (parts) split.textContent = words.split.replace(/\{(\w+)\}/g, (_, name) => name === 'q' ? box.value.trim() : parts.map((it) => '“' + it + '”').join(''));
    if (!state.done) count.textContent = say(words.some, { n: found, m: state.most });
    else count.textContent = found ? say(words.count, { n: found }) : words.none;
  }
  function offer() {
    const chosen = options(), all = engine.counts(state, chosen);
    engine.FACETS.forEach((name, at) => {
      const select = form.elements[name], value = chosen[name], table = engine.tables()[at], seen = new Set();
      const offered = table.map((text, of) => [text, all[at][of]]).filter(([text, many]) => (many || text === value) && !seen.has(text) && seen.add(text));
      select.replaceChildren ? select.replaceChildren(select.options[0]) : select.options.length = 1;
      for (const [text, many] of offered) select.append(new Option(text + ' (' + many + ')', text));
      choose(select, value);
      select.disabled = !offered.length;
    });
  }

  async function run() {
    const mine = ++turn, chosen = options();
    clearTimeout(timer);
    const asked = box.value.trim() || engine.FACETS.some((it) => chosen[it]);
    if (!asked) {
      list.textContent = count.textContent = '';
      split.hidden = true;
      more.hidden = true;
      shown = 0;
      // The choices are worth having before anything is typed.
      state = await engine.search('', {});
      if (mine === turn) offer();
      return;
    }
    let told = 0;
    shown = 0;
    wanted = AT_ONCE;
    try {
      await engine.search(box.value, chosen, async (it) => {
        if (mine !== turn) return false;
        state = it;
        await fill(mine);
        if (mine === turn && (it.done || Date.now() - told > 300)) { told = Date.now(); tell(); }
        return mine === turn;
      });
      if (mine === turn) offer();
    } catch (error) {
      if (mine === turn) { list.textContent = ''; more.hidden = true; count.textContent = words.failed; }
    }
  }
  function soon() {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(() => { remember(false); run(); }, 80);
  }

  box.addEventListener('compositionstart', () => { composing = true; clearTimeout(timer); });
  box.addEventListener('compositionend', () => { composing = false; soon(); });
  box.addEventListener('input', soon);
  form.addEventListener('change', (event) => { if (event.target !== box) { remember(true); run(); } });
  form.addEventListener('submit', (event) => { event.preventDefault(); remember(true); run(); });
  more.addEventListener('click', showMore);
  window.addEventListener('popstate', () => { restore(); run(); });

  /* Arrows walk from the box through the list, Esc leads back. */
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const links = [...list.querySelectorAll('a')], at = links.indexOf(document.activeElement);
    if (document.activeElement !== box && at < 0) return;
    if (event.key === 'ArrowDown' && at + 1 < links.length) links[at + 1].focus();
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] || box).focus();
    else if (event.key === 'Escape' && at >= 0) box.focus();
    else return;
    event.preventDefault();
  });

  document.getElementById('search-off').hidden = true;
  form.hidden = document.getElementById('search-keys').hidden = false;
  restore();
  if (!location.search) box.focus();
  run();
})();
