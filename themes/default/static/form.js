/* The form of a school: its fields come from the page's own data; at the end stands one zip to hand in. Nothing leaves the
   page by itself. Works from Chromium 86 on, from a folder and without a network. */
(function () {
  'use strict';
  const form = document.getElementById('record-form'), holder = document.getElementById('form-model');
  if (!form || !holder || !window.guidangRecord || !window.guidangZip || !window.guidangFields || !window.guidangCheck) return;
  const { element, button, mark, controls, picture, isPicture, freeName, size } = window.guidangFields;
  const model = JSON.parse(holder.content.textContent), words = form.dataset, LONGEST_ADDRESS = 6000;
  const DRAFT = 'guidang-form:' + location.pathname.replace(/^.*\/(?=form\/)/, '') + ':' + model.school;
  const PRIVATE = /(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![0-9A-Za-z])/;
  const place = (name) => document.getElementById('form-' + name);
  const { shown } = controls({ words, lists: model.lists, data: model.data, changed });
  let values = {}, files = [], kind = model.kinds[0];

  function draw() {
    const holds = values[kind.kind] = values[kind.kind] || { fields: {}, body: '' };
    model.lists.type = model.types[kind.kind] || [];
    place('body-help').textContent = kind.body_help;
    const usual = kind.fields.filter((field) => !field.rare), rare = kind.fields.filter((field) => field.rare);
    place('fields').textContent = '';
    place('fields').append(...usual.map((field) => shown(field, holds.fields)));
    place('rare').textContent = '';
    place('rare').append(...rare.map((field) => shown(field, holds.fields)));
    place('body').value = holds.body;
    place('kind').value = kind.kind;
    changed();
  }

  const UNITS = { attendance: '人', beneficiaries: '人', cost: '元' };
  /* What is wrong with a field that holds something; an empty text where nothing is. */
  function unread(input) {
    const text = input.value.trim(), { code, shape } = input.dataset, { isFigure, isDay, isTime } = window.guidangCheck;
    if (shape === 'day' && (input.validity.badInput || (text && !isDay(text)))) return words.day;
    if (!text) return '';
    if (PRIVATE.test(text)) return words.private;
    if (shape === 'number' && !isFigure(text, UNITS[code], false)) return words.figure;
    return code === 'time' && !isTime(text) ? words.time : '';
  }
  /* A row of figures: its value, and what is wrong with it. */
  function ofRow(row) {
    const [name, value] = row.querySelectorAll('select, input'), text = value.value.trim();
    const known = model.data.find(({ key }) => key === name.value);
    if (PRIVATE.test(text)) return [value, words.private];
    if (text && !name.value.trim()) return [value, words.unnamed];
    return [value, text && known && !known.is_text && !window.guidangCheck.isFigure(text, known.unit, true) ? words.figure : ''];
  }
  /* What is wrong. */
  function check() {
    const holds = values[kind.kind].fields, wrong = [];
    const days = holds.start && holds.end;
    for (const input of form.querySelectorAll('[data-code]')) {
      const text = input.value.trim(), outer = input.closest('.form-item');
      const filled = outer && [...outer.querySelectorAll('[data-code]')].some((other) => other.value.trim());
      const needed = input.required && !text && (outer ? filled : !(input.dataset.code === 'date' && days));
      const why = unread(input) || (needed ? words.missing : '');
      mark(input, why);
      if (why) wrong.push(input);
    }
    for (const [value, why] of [...form.querySelectorAll('.form-row')].map(ofRow)) {
      mark(value, why);
      if (why) wrong.push(value);
    }
    const isPrivate = PRIVATE.test(place('body').value);
    mark(place('body'), isPrivate ? words.private : '');
    if (isPrivate) wrong.push(place('body'));
    return wrong;
  }
  /* A field is looked at when it is left. */
  function left({ target }) {
    const row = target.closest('.form-row');
    if (row) mark(...ofRow(row));
    else if (target.dataset.code) mark(target, unread(target));
  }

  /* What is handed in. */
  const text = () => window.guidangRecord.record(kind.fields, values[kind.kind].fields, values[kind.kind].body);
  function name() {
    const { date, start, title } = values[kind.kind].fields;
    return [date || start || '', window.guidangRecord.fileName(title || '')].filter((part) => part).join('-') || kind.kind;
  }
  function changed() {
    const holds = values[kind.kind];
    holds.body = place('body').value;
    place('preview').textContent = text();
    try { localStorage.setItem(DRAFT, JSON.stringify({ kind: kind.kind, values })); } catch (_) { /* the draft lives as long as the page */ }
    place('done').hidden = true;
    const link = place('new'), address = short();
    link.parentElement.hidden = !address;
    if (address) link.href = address;
  }
  // A git host's editor takes texts that fit into an address; files it does not take.
  function short() {
    if (!model.new_url || files.length) return '';
    const filled = { dir: ['content', model.schools, model.school, kind.folder].map(encodeURIComponent).join('/'), name: encodeURIComponent(name() + '.md'), text: encodeURIComponent(text()) };
    const address = model.new_url.replace(/\{(dir|name|text)\}/g, (_, key) => filled[key]);
    return address.length <= LONGEST_ADDRESS ? address : '';
  }

  /* Files. */
  async function take(list) {
    for (const file of list) {
      place('state').textContent = words.reading;
      const smaller = isPicture(file) ? await picture(file) : { blob: file, name: file.name };
      if (!smaller) {
        place('state').textContent = words.broken.replace('{}', file.name);
        continue;
      }
      const unique = freeName(smaller.name, files.map((other) => other.name));
      files.push({ name: unique, bytes: new Uint8Array(await smaller.blob.arrayBuffer()) });
      place('state').textContent = '';
    }
    listFiles();
  }
  function listFiles() {
    place('files').textContent = '';
    for (const file of files) {
      const item = element('li', {}, [file.name + ' (' + size(file.bytes.length) + ') ']);
      item.append(button(words.remove, () => { files = files.filter((other) => other !== file); listFiles(); }));
      place('files').append(item);
    }
    changed();
  }

  function handIn(event) {
    event.preventDefault();
    const wrong = check();
    place('state').textContent = wrong.length ? words.incomplete.replace('{}', wrong.length) : '';
    if (wrong.length) {
      for (let outer = wrong[0].closest('details'); outer; outer = outer.parentElement.closest('details')) outer.open = true;
      return wrong[0].focus();
    }
    const folder = name(), day = values[kind.kind].fields.date || values[kind.kind].fields.start || '';
    const all = [{ name: folder + '/index.md', bytes: new TextEncoder().encode(text()) }, ...files.map((file) => ({ name: folder + '/' + file.name, bytes: file.bytes }))];
    const list = {
      format: 'guidang-hand-in', version: 1, school: model.school,
      record: 'schools/' + model.school + '/' + kind.id_folder + '/' + folder,
      files: all.map((file) => ({ path: file.name, sha256: window.guidangZip.sha256(file.bytes) })),
    };
    all.push({ name: '送交.json', bytes: new TextEncoder().encode(JSON.stringify(list, null, 1) + '\n') });
    const link = place('zip');
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(window.guidangZip.zip(all, day));
    link.download = [window.guidangRecord.fileName(model.school_name), folder].join('-') + '.zip';
    link.textContent = link.download;
    place('done').hidden = false;
    link.click();
    link.focus();
  }

  function empty() {
    if (!window.confirm(words.sure)) return;
    values = {};
    files = [];
    listFiles();
    draw();
  }

  try {
    const draft = JSON.parse(localStorage.getItem(DRAFT) || 'null');
    if (draft) {
      values = draft.values;
      kind = model.kinds.find((known) => known.kind === draft.kind) || kind;
      place('state').textContent = words.restored;
    }
  } catch (_) { /* no draft */ }
  const select = place('kind');
  select.append(...model.kinds.map((known) => new Option(known.name, known.kind)));
  select.addEventListener('input', () => { kind = model.kinds.find((known) => known.kind === select.value); draw(); });
  place('body').addEventListener('input', changed);
  place('pick').addEventListener('change', (event) => { take([...event.target.files]); event.target.value = ''; });
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  form.addEventListener('change', left);
  form.addEventListener('submit', handIn);
  place('empty').addEventListener('click', empty);
  document.getElementById('form-off').hidden = true;
  form.hidden = false;
  draw();
})();
