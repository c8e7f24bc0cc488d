/* The form of a school: its fields come from the page's own data; at the end stands one zip to hand in. Nothing leaves the
   page by itself. Works from Chromium 86 on, from a folder and without a network. */
(function () {
  'use strict';
  const form = document.getElementById('record-form'), holder = document.getElementById('form-model');
  if (!form || !holder || !window.guidangRecord || !window.guidangZip) return;
  const model = JSON.parse(holder.content.textContent), words = form.dataset, NOTHING = '';
  const LONG = new Set(['needs', 'feedback', 'note', 'problem', 'text']), LARGEST_SIDE = 1600, LONGEST_ADDRESS = 6000;
  const DRAFT = 'guidang-form:' + location.pathname.replace(/^.*\/(?=form\/)/, '') + ':' + model.school;
  const PRIVATE = /(?<![0-9A-Za-z])(?:1[3-9]\d{9}|\d{17}[\dXx])(?![0-9A-Za-z])/;
  const place = (name) => document.getElementById('form-' + name);
  let values = {}, files = [], kind = model.kinds[0], serial = 0;

  function element(name, attributes, children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === true) made.setAttribute(key, '');
      else if (value !== false && value !== undefined) made.setAttribute(key, value);
    }
    made.append(...(children || []));
    return made;
  }
  function button(text, act) {
    const made = element('button', { type: 'button', class: 'form-small' }, [text]);
    made.addEventListener('click', act);
    return made;
  }

  /* What can be chosen in a field; a list of suggestions leaves room for other words. */
  const suggestions = (field) => (model.lists[field.code] || []);
  const isClosed = (field) => field.choices.length || (['term', 'pair'].includes(field.code) && suggestions(field).length);

  function control(field, holds) {
    const id = 'field-' + (serial += 1), value = holds[field.code] || '';
    const named = { id, 'data-code': field.code, 'aria-describedby': id + '-help ' + id + '-wrong', required: field.required };
    let input;
    if (isClosed(field)) {
      const offered = field.choices.length ? field.choices : suggestions(field);
      input = element('select', named, [new Option(NOTHING, ''), ...offered.map((word) => new Option(word, word))]);
      if (value && !offered.includes(value)) input.append(new Option(value, value));
    } else if (LONG.has(field.code)) {
      input = element('textarea', { ...named, rows: 2 });
    } else {
      const list = suggestions(field);
      const type = field.shape === 'day' ? 'date' : 'text';
      input = element('input', { ...named, type, list: list.length ? id + '-list' : undefined, inputmode: field.shape === 'number' ? 'decimal' : undefined, autocomplete: 'off' });
    }
    input.value = value;
    input.addEventListener('input', () => { holds[field.code] = input.value; mark(input, ''); changed(); });
    return { id, input };
  }

  function line(field, holds) {
    const { id, input } = control(field, holds);
    const list = suggestions(field);
    const label = element('label', { for: id }, [field.key, field.required ? element('span', { class: 'form-must' }, [words.must]) : '']);
    const parts = [label, input];
    if (input.tagName === 'INPUT' && list.length) parts.push(element('datalist', { id: id + '-list' }, list.map((word) => new Option(word, word))));
    const help = field.shape === 'texts' ? [field.help, words.several].filter((text) => text).join(words.stop) : field.help;
    parts.push(element('span', { id: id + '-help', class: 'form-help' }, [help]), element('span', { id: id + '-wrong', class: 'form-wrong', role: 'alert' }));
    return element('div', { class: 'form-line' + (LONG.has(field.code) ? ' form-wide' : '') }, parts);
  }

  /* Pairs of a label and a value: figures, and what else the county's form asks. */
  function pairs(field, holds) {
    const rows = holds[field.code] = holds[field.code] || [], list = element('div', { class: 'form-rows' });
    const known = field.shape === 'data' ? model.data : [];
    function add(row) {
      const id = 'field-' + (serial += 1);
      const name = known.length
        ? element('select', { id, 'aria-label': words.what }, [new Option(NOTHING, ''), ...known.map(({ key, unit }) => new Option(unit ? key + ' (' + unit + ')' : key, key))])
        : element('input', { id, type: 'text', 'aria-label': words.what, autocomplete: 'off' });
      const value = element('input', { type: 'text', 'aria-label': words.value, inputmode: known.length ? 'decimal' : undefined, autocomplete: 'off' });
      if (known.length && row.key && !known.some(({ key }) => key === row.key)) name.append(new Option(row.key, row.key));
      name.value = row.key;
      value.value = row.value;
      const keep = () => { row.key = name.value; row.value = value.value; changed(); };
      name.addEventListener('input', keep);
      value.addEventListener('input', keep);
      const whole = element('div', { class: 'form-row' }, [name, value]);
      whole.append(button(words.remove, () => { rows.splice(rows.indexOf(row), 1); whole.remove(); changed(); }));
      list.append(whole);
      return name;
    }
    rows.forEach(add);
    const more = button(words.add, () => { const row = { key: '', value: '' }; rows.push(row); add(row).focus(); });
    return group(field, [list, more]);
  }

  /* Several items with fields of their own: problems with their measures. */
  function maps(field, holds) {
    const rows = holds[field.code] = holds[field.code] || [], list = element('div', { class: 'form-items' });
    function add(row) {
      const whole = element('div', { class: 'form-item' }, field.fields.map((inner) => line(inner, row)));
      whole.append(button(words.remove, () => { rows.splice(rows.indexOf(row), 1); whole.remove(); changed(); }));
      list.append(whole);
      return whole.querySelector('input, select, textarea');
    }
    rows.forEach(add);
    const more = button(words.add, () => { const row = {}; rows.push(row); add(row).focus(); });
    return group(field, [list, more]);
  }

  function group(field, children) {
    const id = 'field-' + (serial += 1);
    const head = element('legend', {}, [field.key]);
    return element('fieldset', { class: 'form-group', 'aria-describedby': id }, [head, element('p', { id, class: 'form-help' }, [field.help]), ...children]);
  }

  function shown(field, holds) {
    if (field.shape === 'data' || field.shape === 'labelled') return pairs(field, holds);
    return field.shape === 'maps' ? maps(field, holds) : line(field, holds);
  }

  function draw() {
    const holds = values[kind.kind] = values[kind.kind] || { fields: {}, body: '' };
    const usual = kind.fields.filter((field) => !field.rare), rare = kind.fields.filter((field) => field.rare);
    place('fields').textContent = '';
    place('fields').append(...usual.map((field) => shown(field, holds.fields)));
    place('rare').textContent = '';
    place('rare').append(...rare.map((field) => shown(field, holds.fields)));
    place('body').value = holds.body;
    place('kind').value = kind.kind;
    changed();
  }

  /* What is wrong. */
  function mark(input, wrong) {
    const at = document.getElementById(input.id + '-wrong');
    if (at) at.textContent = wrong;
    wrong ? input.setAttribute('aria-invalid', 'true') : input.removeAttribute('aria-invalid');
  }
  function check() {
    const holds = values[kind.kind].fields, wrong = [];
    const days = holds.start && holds.end;
    for (const input of form.querySelectorAll('[data-code]')) {
      const text = input.value.trim(), outer = input.closest('.form-item');
      const filled = outer && [...outer.querySelectorAll('[data-code]')].some((other) => other.value.trim());
      const needed = input.required && !text && (outer ? filled : !(input.dataset.code === 'date' && days));
      const why = needed ? words.missing : PRIVATE.test(text) ? words.private : '';
      mark(input, why);
      if (why) wrong.push(input);
    }
    const isPrivate = PRIVATE.test(place('body').value);
    mark(place('body'), isPrivate ? words.private : '');
    if (isPrivate) wrong.push(place('body'));
    return wrong;
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

  /* Files: a photo becomes smaller, and loses the place where it was taken. */
  function picture(file) {
    return new Promise((done) => {
      const image = new Image(), address = URL.createObjectURL(file);
      const end = (value) => { URL.revokeObjectURL(address); done(value); };
      image.onerror = () => end(null);
      image.onload = () => {
        const scale = Math.min(1, LARGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
        const canvas = element('canvas', { width: Math.max(1, Math.round(image.naturalWidth * scale)), height: Math.max(1, Math.round(image.naturalHeight * scale)) });
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        const isPng = file.type === 'image/png';
        canvas.toBlob((blob) => end(blob && { blob, name: isPng ? file.name : file.name.replace(/\.[^.]*$/, '') + '.jpg' }), isPng ? 'image/png' : 'image/jpeg', 0.85);
      };
      image.src = address;
    });
  }
  async function take(list) {
    for (const file of list) {
      place('state').textContent = words.reading;
      const smaller = /^image\/(jpeg|png|webp|bmp)$/.test(file.type) ? await picture(file) : { blob: file, name: file.name };
      if (!smaller) {
        place('state').textContent = words.broken.replace('{}', file.name);
        continue;
      }
      const safe = smaller.name.replace(/[\\/:*?"<>|\u0000-\u001F]/g, '-').replace(/^[._]+/, '') || 'file';
      let unique = safe, copy = 1;
      while (files.some((other) => other.name.toLowerCase() === unique.toLowerCase()) || unique.toLowerCase() === 'index.md') {
        unique = safe.replace(/(\.[^.]*)?$/, '-' + (copy += 1) + '$1');
      }
      files.push({ name: unique, bytes: new Uint8Array(await smaller.blob.arrayBuffer()) });
      place('state').textContent = '';
    }
    listFiles();
  }
  function listFiles() {
    const size = (bytes) => (bytes / 1048576 < 0.1 ? Math.ceil(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB');
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
    if (wrong.length) return wrong[0].focus();
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
  select.append(...model.kinds.map((known) => new Option(known.folder, known.kind)));
  select.addEventListener('input', () => { kind = model.kinds.find((known) => known.kind === select.value); draw(); });
  place('body').addEventListener('input', changed);
  place('pick').addEventListener('change', (event) => { take([...event.target.files]); event.target.value = ''; });
  form.addEventListener('dragover', (event) => event.preventDefault());
  form.addEventListener('drop', (event) => { event.preventDefault(); take([...event.dataTransfer.files]); });
  form.addEventListener('submit', handIn);
  place('empty').addEventListener('click', empty);
  document.getElementById('form-off').hidden = true;
  form.hidden = false;
  draw();
})();
