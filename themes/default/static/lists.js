/* Sorting, filtering, downloading, linking and explaining: extras over pages that are complete without them.
   ES2019 and nothing newer than Chromium 86. */
(function (act) {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act); else act();
})(function () {
  var words = window.guidangWords;
  var main = document.getElementById('main');
  if (!main || !words || main.dataset.hasLists) return; // a theme may name this file as well
  main.dataset.hasLists = 'yes';
  var MANY = 12; // shorter lists are taken in at a glance, and more choices are no choice
  var MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
  var collator = new Intl.Collator(document.documentElement.lang);

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function fold(text) { return text.normalize('NFKC').toLowerCase(); }
  function fill(text) {
    var values = Array.prototype.slice.call(arguments, 1);
    return text.replace(/\{\}/g, function () { return values.shift(); });
  }
  function make(name, attributes, text) {
    var it = document.createElement(name);
    for (var key in attributes) it.setAttribute(key, attributes[key]);
    if (text) it.textContent = text;
    return it;
  }

  /* What a cell says, without signs and letters that only the eye is shown. */
  function said(cell) {
    var copy = cell.cloneNode(true);
    each(copy.querySelectorAll('[aria-hidden=true], svg, button, .perma, .explain'), function (it) { it.remove(); });
    each(copy.querySelectorAll('a[aria-label], [role=img]'), function (it) { it.textContent = it.getAttribute('aria-label') || it.title; });
    each(copy.querySelectorAll('li, br, dt, p'), function (it) { it.before('；'); });
    return copy.textContent.replace(/\s+/g, ' ').replace(/^[；\s]+|[；\s]+$/g, '').replace(/；[；\s]*/g, '；').trim();
  }

  /* 筛选和排序记在地址里：返回时还在，发给别人也在 */
  var state = new URLSearchParams(location.search);
  function keep(name, value) {
    if (value) state.set(name, value); else state.delete(name);
    var query = state.toString();
    try {
      history.replaceState(history.state, '', location.href.split(/[?#]/)[0] + (query ? '?' + query : '') + location.hash);
    } catch (_) { /* a frame that may not change its address */ }
  }

  /* 表格：排序 */
  function key(cell) {
    if (!cell) return null;
    if (cell.dataset.sort) return Number(cell.dataset.sort);
    var text = said(cell), found;
    if (!text || text === '—') return null;
    found = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?/.exec(text);
    if (found) return found[1] * 10000 + found[2] * 100 + Number(found[3] || 0);
    found = /(?:(\d{1,2}) )?([A-Z][a-z]{2}) (\d{4})/.exec(text);
    if (found && MONTHS.indexOf(found[2]) >= 0) {
      return found[3] * 10000 + (MONTHS.indexOf(found[2]) / 3 + 1) * 100 + Number(found[1] || 0);
    }
    if (cell.classList.contains('n')) {
      found = /-?\d[\d,]*(?:\.\d+)?/.exec(text);
      if (found) return Number(found[0].replace(/,/g, ''));
    }
    return text;
  }
  function compare(a, b) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 2 : -2; // what is missing stays last
    if (typeof a === 'number' && typeof b === 'number') return Math.sign(a - b);
    return Math.sign(collator.compare(String(a), String(b)));
  }
  function sorted(rows, column, order) {
    var keyed = rows.map(function (row, at) { return { row: row, place: at, key: key(row.cells[column]) }; });
    keyed.sort(function (a, b) {
      var by = compare(a.key, b.key);
      return Math.abs(by) === 2 ? by : (order === 'descending' ? -by : by) || a.place - b.place;
    });
    return keyed.map(function (row) { return row.row; });
  }
  function sortable(table, name) {
    table.classList.add('sorts');
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells, before = Array.prototype.slice.call(body.rows);
    function sort(head, column, order) {
      each(heads, function (other) { other.removeAttribute('aria-sort'); });
      if (order !== 'none') head.setAttribute('aria-sort', order);
      (order === 'none' ? before : sorted(before, column, order)).forEach(function (row) { body.appendChild(row); });
    }
    each(heads, function (head, column) {
      var title = head.textContent.trim();
      if (!title || head.colSpan > 1) return;
      var button = make('button', { type: 'button', class: 'sort', 'aria-label': fill(words.sort_by, title), title: fill(words.sort_by, title) });
      head.appendChild(button);
      button.addEventListener('click', function () {
        var order = { ascending: 'descending', descending: 'none' }[head.getAttribute('aria-sort')] || 'ascending';
        sort(head, column, order);
        keep(name + '-sort', order === 'none' ? '' : column + '-' + order);
      });
    });
    var kept = /^(\d+)-(ascending|descending)$/.exec(state.get(name + '-sort') || '');
    if (kept && heads[kept[1]]) sort(heads[kept[1]], Number(kept[1]), kept[2]);
  }

  /* 表格：下载 */
  function download(table) {
    function cell(text) {
      // A spreadsheet must not take a text for a formula.
      var safe = /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-?[\d.,]+$/.test(text) ? "'" + text : text;
      return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
    }
    var lines = [];
    each(table.rows, function (row) {
      if (row.classList.contains('behind') || row.hidden) return;
      var cells = [];
      each(row.cells, function (it) {
        cells.push(cell(said(it)));
        for (var more = 1; more < it.colSpan; more++) cells.push('');
      });
      lines.push(cells.join(','));
    });
    var caption = table.caption ? table.caption.textContent.trim() : '';
    var name = (document.querySelector('h1').firstChild.textContent.trim() + (caption ? '-' + caption : '')).slice(0, 60);
    var link = make('a', { download: name.replace(/[\\/:*?"<>|\s]+/g, '-') + '.csv' });
    link.href = URL.createObjectURL(new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv' }));
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  /* 筛选：一个框；列少的几种值各一个按钮 */
  function filter(items, groups, name, chips) {
    var box = make('input', { type: 'search', class: 'filter', placeholder: words.filter, 'aria-label': words.filter, autocomplete: 'off' });
    var count = make('span', { class: 'quiet', role: 'status' });
    var texts = null;
    function show() {
      texts = texts || items.map(function (it) { return fold(it.textContent); });
      var wanted = fold(box.value).split(/\s+/).filter(Boolean), left = 0;
      var isAsked = wanted.length > 0 || chips.some(function (chip) { return chip.chosen; });
      items.forEach(function (it, at) {
        it.hidden = !wanted.every(function (word) { return texts[at].indexOf(word) >= 0; })
          || !chips.every(function (chip) { return !chip.chosen || chip.values[at].indexOf(chip.chosen) >= 0; });
        if (!it.hidden) left++;
      });
      groups.forEach(function (it) { it.hidden = !it.querySelector('li:not([hidden])'); });
      count.textContent = isAsked ? fill(words.shown_of, left, items.length) : '';
    }
    box.addEventListener('input', function (event) {
      if (event.isComposing) return;
      show();
      keep(name + '-filter', box.value.trim());
    });
    box.addEventListener('compositionend', function () { box.dispatchEvent(new Event('input')); });
    chips.forEach(function (chip) { chip.changed = show; });
    box.value = state.get(name + '-filter') || '';
    if (box.value || chips.some(function (chip) { return chip.chosen; })) show();
    return [box, count].concat(chips.map(function (chip) { return chip.buttons; }));
  }
  /* The values of a cell: its statuses if it has any, else its text. */
  function values(cell) {
    var found = [];
    if (!cell) return found;
    each(cell.querySelectorAll('.status'), function (it) { found.push(word(it)); });
    return found.length ? found : [said(cell)];
  }
  function chipsOf(table, rows, name) {
    var made = [];
    each(table.tHead.rows[0].cells, function (head, column) {
      if (!head.hasAttribute('data-chips')) return;
      var all = rows.map(function (row) { return values(row.cells[column]); }), counts = new Map();
      all.forEach(function (some) {
        some.forEach(function (value) { if (value && value !== '—') counts.set(value, (counts.get(value) || 0) + 1); });
      });
      if (counts.size < 2 || counts.size > MANY) return;
      var chip = { values: all, chosen: state.get(name + '-' + column) || '', buttons: make('span', { class: 'chips', role: 'group', 'aria-label': head.firstChild.textContent.trim() }) };
      if (!counts.has(chip.chosen)) chip.chosen = '';
      function mark() {
        each(chip.buttons.children, function (it) { it.setAttribute('aria-pressed', String(it.value === chip.chosen)); });
      }
      counts.forEach(function (count, value) {
        var button = make('button', { type: 'button', value: value }, value + ' ' + count);
        button.addEventListener('click', function () {
          chip.chosen = chip.chosen === value ? '' : value;
          mark();
          chip.changed();
          keep(name + '-' + column, chip.chosen);
        });
        chip.buttons.appendChild(button);
      });
      mark();
      made.push(chip);
    });
    return made;
  }

  /* 手机上，表格的一行是一张卡片 */
  var isNarrow = window.matchMedia('(max-width: 480px)');
  function asCards(table) {
    if (!table.tHead || table.tHead.rows.length !== 1 || table.tHead.rows[0].cells.length < 3) return;
    if (table.querySelector('[rowspan], [colspan]') || /targets|check|matrix|haves-table|calendar|wall/.test(table.className)) return;
    var names = Array.prototype.map.call(table.tHead.rows[0].cells, function (head) { return head.firstChild ? head.firstChild.textContent.trim() : ''; });
    function name(body) {
      each(body.rows, function (row) {
        each(row.cells, function (cell, column) { cell.setAttribute('data-label', names[column] || ''); });
      });
    }
    each(table.tBodies, name);
    if (table.tFoot) name(table.tFoot);
    table.classList.add('as-cards');
  }
  function narrow() {
    if (isNarrow.matches) each(main.querySelectorAll('table:not(.as-cards)'), asCards);
  }

  /* 状态的含义：点一下状态就说；键盘由表头的问号到说明 */
  var tip = null;
  function word(status) {
    var text = '';
    each(status.childNodes, function (node) { if (node.nodeType === 3) text += node.textContent; });
    return text.trim();
  }
  function dismiss() {
    if (tip) tip.remove();
    tip = null;
  }
  function explain(status) {
    var meaning = words.meanings[word(status)], box = status.getBoundingClientRect();
    if (!meaning) return;
    tip = make('p', { class: 'tip', role: 'status' }, meaning);
    tip.status = status;
    document.body.appendChild(tip);
    tip.style.top = box.bottom + window.pageYOffset + 4 + 'px';
    tip.style.left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + window.pageXOffset + 'px';
  }
  document.addEventListener('click', function (event) {
    var status = event.target.closest && event.target.closest('.status'), last = tip && tip.status;
    dismiss();
    if (status && status !== last && !event.target.closest('a, button, summary')) explain(status);
  });
  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') dismiss(); });
  each(main.querySelectorAll('table'), function (table, number) {
    var name = 't' + (number + 1);
    var rows = table.tBodies.length === 1 ? Array.prototype.slice.call(table.tBodies[0].rows) : [];
    if (/calendar|wall/.test(table.className)) return;
    var tools = make('p', { class: 'tools' });
    if (table.tHead && rows.length > 2 && !table.querySelector('[rowspan], [colspan]')) sortable(table, name);
    if (rows.length > MANY) filter(rows, [], name, table.tHead ? chipsOf(table, rows, name) : []).forEach(function (it) { tools.appendChild(it); });
    var button = make('button', { type: 'button', class: 'plain-button' }, words.csv);
    button.addEventListener('click', function () { download(table); });
    if (rows.length > 2 || table.tBodies.length > 2) tools.appendChild(button);
    if (tools.firstChild) {
      var frame = table.parentNode.classList.contains('scroll') ? table.parentNode : table;
      frame.before(tools);
    }
  });
  var lists = main.querySelectorAll('ul.records'), lines = Array.prototype.slice.call(main.querySelectorAll('ul.records > li'));
  if (lists.length && lines.length > MANY && main.querySelector('[data-filter]')) {
    var groups = [], tools = make('p', { class: 'tools' });
    each(lists, function (it) { groups.push(it.parentNode.nodeName === 'SECTION' ? it.parentNode : it); });
    filter(lines, groups, 'list', []).forEach(function (it) { tools.appendChild(it); });
    main.querySelector('[data-filter]').after(tools);
  }

  var about = document.querySelector('.foot a[href$="about.html"]');
  each(main.querySelectorAll('table:not(.calendar)'), function (table) {
    var first = table.tBodies[0] && table.tBodies[0].rows[0], heads = table.tHead ? table.tHead.rows[table.tHead.rows.length - 1].cells : [];
    if (!first || !about || table.querySelector('[rowspan]')) return;
    each(first.cells, function (cell, column) {
      var status = cell.querySelector('.status');
      if (!status || !words.meanings[word(status)] || !heads[column] || cell.nodeName !== 'TD') return;
      heads[column].appendChild(make('a', { class: 'explain', href: about.getAttribute('href') + '#statuses', 'aria-label': words.statuses_title, title: words.statuses_title }, '?'));
    });
  });
  narrow();
  if (isNarrow.addListener) isNarrow.addListener(narrow);

  /* 链接到一处 */
  var told = make('p', { class: 'hidden', role: 'status' });
  document.body.appendChild(told);
  function copy(address, done) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(address).then(done, function () {});
    var field = make('textarea', { class: 'hidden' });
    field.value = address;
    document.body.appendChild(field);
    field.select();
    if (document.execCommand('copy')) done();
    field.remove();
  }
  function permanent(at, place) {
    if (!place || place.querySelector('.perma')) return;
    var link = make('a', { class: 'perma', href: '#' + encodeURIComponent(at), 'aria-label': words.copy_link, title: words.copy_link }, '#');
    link.addEventListener('click', function () {
      copy(link.href, function () {
        told.textContent = words.copied;
        link.classList.add('copied');
        setTimeout(function () { link.classList.remove('copied'); told.textContent = ''; }, 1600);
      });
      link.focus();
    });
    place.appendChild(link);
  }
  each(main.querySelectorAll('h2[id], h3[id], h4[id], h5[id]'), function (it) { permanent(it.id, it); });
  each(main.querySelectorAll('.reading[id]'), function (it) { permanent(it.id, it.querySelector('.reading-scope, .sentence')); });
  each(main.querySelectorAll('.target[id]'), function (it) { permanent(it.id, it.querySelector('h3')); });
  each(main.querySelectorAll('tbody[id], tr[id]'), function (it) { permanent(it.id, it.querySelector('th')); });
});
