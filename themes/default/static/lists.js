/* Sorting, filtering, downloading and linking: extras over pages that are complete without them.
   ES2019 and nothing newer than Chromium 86. */
(function () {
  var words = document.currentScript.dataset;
  var main = document.getElementById('main');
  if (!main) return;
  var MANY = 12; // shorter lists are taken in at a glance
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
    each(copy.querySelectorAll('[aria-hidden=true], svg, button, .perma'), function (it) { it.remove(); });
    each(copy.querySelectorAll('a[aria-label], [role=img]'), function (it) { it.textContent = it.getAttribute('aria-label') || it.title; });
    each(copy.querySelectorAll('li, br, dt, p'), function (it) { it.before('；'); });
    return copy.textContent.replace(/\s+/g, ' ').replace(/^[；\s]+|[；\s]+$/g, '').replace(/；[；\s]*/g, '；').trim();
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
  function sortable(table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells, before = Array.prototype.slice.call(body.rows);
    each(heads, function (head, column) {
      var name = head.textContent.trim();
      if (!name || head.colSpan > 1) return;
      var button = make('button', { type: 'button', class: 'sort', 'aria-label': fill(words.sort, name), title: fill(words.sort, name) });
      head.appendChild(button);
      button.addEventListener('click', function () {
        var order = { ascending: 'descending', descending: 'none' }[head.getAttribute('aria-sort')] || 'ascending';
        each(heads, function (it) { it.removeAttribute('aria-sort'); });
        var rows = before;
        if (order !== 'none') {
          head.setAttribute('aria-sort', order);
          rows = before.map(function (row, at) { return { row: row, place: at, key: key(row.cells[column]) }; });
          rows.sort(function (a, b) {
            var by = compare(a.key, b.key);
            return Math.abs(by) === 2 ? by : (order === 'descending' ? -by : by) || a.place - b.place;
          });
          rows = rows.map(function (it) { return it.row; });
        }
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
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

  /* 筛选 */
  function filter(items, groups) {
    var box = make('input', { type: 'search', class: 'filter', placeholder: words.filter, 'aria-label': words.filter, autocomplete: 'off' });
    var count = make('span', { class: 'quiet', role: 'status' });
    var texts = null;
    box.addEventListener('input', function (event) {
      if (event.isComposing) return;
      texts = texts || items.map(function (it) { return fold(it.textContent); });
      var wanted = fold(box.value).split(/\s+/).filter(Boolean), left = 0;
      items.forEach(function (it, at) {
        it.hidden = !wanted.every(function (word) { return texts[at].indexOf(word) >= 0; });
        if (!it.hidden) left++;
      });
      groups.forEach(function (it) { it.hidden = !it.querySelector('li:not([hidden])'); });
      count.textContent = wanted.length ? fill(words.shown, left, items.length) : '';
    });
    box.addEventListener('compositionend', function () { box.dispatchEvent(new Event('input')); });
    return [box, count];
  }

  each(main.querySelectorAll('table'), function (table) {
    var rows = table.tBodies.length === 1 ? Array.prototype.slice.call(table.tBodies[0].rows) : [];
    if (/calendar|wall/.test(table.className)) return;
    var tools = make('p', { class: 'tools' });
    if (table.tHead && rows.length > 2 && !table.querySelector('[rowspan], [colspan]')) sortable(table);
    if (rows.length > MANY) filter(rows, []).forEach(function (it) { tools.appendChild(it); });
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
    filter(lines, groups).forEach(function (it) { tools.appendChild(it); });
    main.querySelector('[data-filter]').after(tools);
  }

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
    var link = make('a', { class: 'perma', href: '#' + encodeURIComponent(at), 'aria-label': words.copy, title: words.copy }, '#');
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
})();
