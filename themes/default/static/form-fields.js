/* The controls of a form, made from the fields of a kind. The form of a site and the local app share them.
   Works from Chromium 86 on, from a folder and without a network. */
(function () {
  'use strict';
  const LONG = new Set(['needs', 'feedback', 'note', 'problem', 'text', 'quality', 'reason', 'correction']);
  const DAY = /^\d{4}-\d{2}-\d{2}$/, MOST_WORDS = 12, LARGEST_SIDE = 1600, NOTHING = '';
  let serial = 0;

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

  /* Says what is wrong beside a control; an empty text takes the remark away. */
  function mark(input, wrong, isWarning) {
    const at = document.getElementById(input.id + '-wrong');
    if (at) {
      // What is said already is not said again.
      if (at.textContent !== wrong) at.textContent = wrong;
      at.classList.toggle('form-warning', Boolean(isWarning));
    }
    if (wrong && !isWarning && input.dataset.group === undefined) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  /* The words of a list that was written on one line. */
  const split = (text) => text.split(/[、，,；;\n]/).map((word) => word.trim()).filter((word) => word);

  /* `context` holds `words`, `lists` (what can be chosen by the code of a field), `data` (known figures with their units) and
     `changed`, which is called after each change. A change is written into the object that a control was made for. */
  function controls(context) {
    const { words } = context;
    const suggestions = (field) => context.lists[field.code] || [];
    const isClosed = (field) => field.shape !== 'texts' && (field.choices.length || (['term', 'pair'].includes(field.code) && suggestions(field).length));

    function made(field, named, value) {
      if (isClosed(field)) {
        const offered = field.choices.length ? field.choices : suggestions(field);
        const input = element('select', named, [new Option(NOTHING, ''), ...offered.map((word) => new Option(word, word))]);
        if (value && !offered.includes(value)) input.append(new Option(value, value));
        return input;
      }
      if (LONG.has(field.code)) return element('textarea', { ...named, rows: 2 });
      // A control for days shows nothing of a text that is no day; such a text stays readable.
      const type = field.shape === 'day' && (!value || DAY.test(value)) ? 'date' : 'text';
      const list = field.shape === 'texts' ? [] : suggestions(field);
      return element('input', { ...named, type, list: list.length ? named.id + '-list' : undefined, inputmode: field.shape === 'number' ? 'decimal' : undefined, autocomplete: 'off' });
    }

    function control(field, holds) {
      const id = 'field-' + (serial += 1), value = holds[field.code] || '';
      const input = made(field, { id, 'data-code': field.code, 'data-shape': field.shape, 'aria-describedby': id + '-help ' + id + '-wrong', required: field.required }, value);
      input.value = value;
      input.addEventListener('input', () => { holds[field.code] = input.value; mark(input, ''); context.changed(); });
      return input;
    }

    /* Words that a click adds to a list or takes out of it. Of many words those are shown that hold what is being typed. */
    function offered(field, input) {
      const choices = field.choices.length ? field.choices : suggestions(field);
      if (field.shape !== 'texts' || !choices.length) return [];
      const isLong = MOST_WORDS < choices.length, box = element('div', { class: 'form-words', role: 'group', 'aria-label': field.label });
      const last = () => input.value.slice(input.value.search(/[^、，,；;]*$/)).trim();
      function toggle(word) {
        const chosen = split(input.value), at = chosen.indexOf(word);
        if (at < 0 && isLong && last() && word.includes(last())) chosen.pop();
        if (at < 0) chosen.push(word);
        else chosen.splice(at, 1);
        input.value = chosen.join(words.between);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        if (!box.contains(document.activeElement)) input.focus();
      }
      function show() {
        const chosen = split(input.value), typed = last();
        const wanted = isLong ? choices.filter((word) => typed && word !== typed && word.includes(typed)).slice(0, MOST_WORDS) : choices;
        if (!isLong && box.children.length) {
          [...box.children].forEach((choice, at) => choice.setAttribute('aria-pressed', String(chosen.includes(choices[at]))));
          return;
        }
        box.replaceChildren(...wanted.map((word) => {
          const choice = button(word, () => toggle(word));
          choice.className = 'form-word';
          choice.setAttribute('aria-pressed', String(chosen.includes(word)));
          return choice;
        }));
      }
      input.addEventListener('input', show);
      show();
      return [box];
    }

    function line(field, holds) {
      const input = control(field, holds), { id } = input, list = suggestions(field);
      const label = element('label', { for: id }, [field.label, field.required ? element('span', { class: 'form-must' }, [words.must]) : '']);
      const parts = [label, input, ...offered(field, input)];
      if (input.hasAttribute('list')) parts.push(element('datalist', { id: id + '-list' }, list.map((word) => new Option(word, word))));
      const help = field.shape === 'texts' ? [field.help, words.several].filter((text) => text).join(words.stop) : field.help;
      parts.push(element('span', { id: id + '-wrong', class: 'form-wrong', role: 'alert' }), element('span', { id: id + '-help', class: 'form-help' }, [help]));
      return element('div', { class: 'form-line' + (LONG.has(field.code) ? ' form-wide' : '') }, parts);
    }

    /* Pairs of a label and a value: figures, and what else the county's form asks. */
    function pairs(field, holds) {
      const rows = holds[field.code] = holds[field.code] || [], list = element('div', { class: 'form-rows' });
      const known = field.shape === 'data' ? context.data : [];
      function add(row) {
        const id = 'field-' + (serial += 1), titled = ({ key, unit }) => new Option(unit ? key + ' (' + unit + ')' : key, key);
        const name = known.length
          ? element('select', { id, 'aria-label': words.what }, [new Option(NOTHING, ''), ...known.map(titled)])
          : element('input', { id, type: 'text', 'aria-label': words.what, autocomplete: 'off' });
        const value = element('input', { id: id + '-value', type: 'text', 'aria-label': words.value, 'aria-describedby': id + '-value-wrong', inputmode: known.length ? 'decimal' : undefined, autocomplete: 'off' });
        if (known.length && row.key && !known.some(({ key }) => key === row.key)) name.append(new Option(row.key, row.key));
        name.value = row.key;
        value.value = row.value;
        const keep = () => { row.key = name.value; row.value = value.value; mark(value, ''); context.changed(); };
        name.addEventListener('input', keep);
        value.addEventListener('input', keep);
        const whole = element('div', { class: 'form-row' }, [name, value]);
        whole.append(removal(rows, row, whole), element('span', { id: value.id + '-wrong', class: 'form-wrong', role: 'alert' }));
        list.append(whole);
        return name;
      }
      rows.forEach(add);
      const more = button(words.add, () => { const row = { key: '', value: '' }; rows.push(row); add(row).focus(); });
      return group(field, [list, more]);
    }

    function removal(rows, row, whole) {
      return button(words.remove, () => {
        const next = whole.closest('fieldset').querySelector(':scope > .form-small');
        rows.splice(rows.indexOf(row), 1);
        whole.remove();
        context.changed();
        if (next) next.focus();
      });
    }

    /* Several items with fields of their own: problems with their measures, targets of a plan. */
    function maps(field, holds) {
      const rows = holds[field.code] = holds[field.code] || [], list = element('div', { class: 'form-items' });
      function add(row) {
        const isFolded = (inner) => inner.rare && !(row[inner.code] && row[inner.code].length), rest = field.fields.filter(isFolded);
        const whole = element('div', { class: 'form-item' }, field.fields.filter((inner) => !isFolded(inner)).map((inner) => shown(inner, row)));
        if (rest.length) whole.append(element('details', { class: 'form-more form-wide' }, [element('summary', {}, [words.rare]), element('div', { class: 'form-fields' }, rest.map((inner) => shown(inner, row)))]));
        whole.append(removal(rows, row, whole));
        list.append(whole);
        return whole.querySelector('input, select, textarea');
      }
      rows.forEach(add);
      const more = button(words.add, () => { const row = {}; rows.push(row); add(row).focus(); });
      return group(field, [list, more]);
    }

    /* One thing with fields of its own: the leading group of a plan. */
    function map(field, holds) {
      const inner = holds[field.code] = holds[field.code] || {};
      return group(field, [element('div', { class: 'form-fields' }, field.fields.map((own) => shown(own, inner)))]);
    }

    function group(field, children) {
      const id = 'field-' + (serial += 1);
      const head = element('legend', {}, [field.label, field.required ? element('span', { class: 'form-must' }, [words.must]) : '']);
      const wrong = element('span', { id: id + '-wrong', class: 'form-wrong', role: 'alert' });
      return element('fieldset', { id, class: 'form-group', 'data-group': field.code, 'aria-describedby': id + '-help', tabindex: -1 }, [head, wrong, element('p', { id: id + '-help', class: 'form-help' }, [field.help]), ...children]);
    }

    function shown(field, holds) {
      if (field.shape === 'data' || field.shape === 'labelled') return pairs(field, holds);
      if (field.shape === 'map') return map(field, holds);
      return field.shape === 'maps' ? maps(field, holds) : line(field, holds);
    }
    return { shown };
  }

  /* The control of a path such as `date`, `follow_ups.0.due` or `data.送教课时`; the nearest one that there is. */
  function find(root, path) {
    let at = root;
    for (const step of path.split('.')) {
      const inner = [...at.querySelectorAll('[data-code], [data-group]')].find((one) => [one.dataset.code, one.dataset.group].includes(step));
      const rows = [...at.querySelectorAll('.form-item, .form-row')];
      const row = /^\d+$/.test(step) ? rows[Number(step)] : rows.find((one) => one.firstElementChild.value === step);
      const next = inner || (at === root ? undefined : row);
      if (!next) break;
      at = next;
      if (at.dataset.code) return at;
    }
    if (at === root) return undefined;
    if (!at.matches('.form-row, .form-item')) return at;
    return at.querySelector('input[id$="-value"]') || at.querySelector('input, select, textarea');
  }

  /* A photo becomes smaller, and loses the place where it was taken; undefined where it cannot be read. */
  function picture(file) {
    return new Promise((done) => {
      const image = new Image(), address = URL.createObjectURL(file);
      const end = (value) => { URL.revokeObjectURL(address); done(value); };
      image.onerror = () => end(undefined);
      image.onload = () => {
        const scale = Math.min(1, LARGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
        const canvas = element('canvas', { width: Math.max(1, Math.round(image.naturalWidth * scale)), height: Math.max(1, Math.round(image.naturalHeight * scale)) });
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        const isPng = file.type === 'image/png';
        canvas.toBlob((blob) => end(blob ? { blob, name: isPng ? file.name : file.name.replace(/\.[^.]*$/, '') + '.jpg' } : undefined), isPng ? 'image/png' : 'image/jpeg', 0.85);
      };
      image.src = address;
    });
  }
  const isPicture = (file) => /^image\/(jpeg|png|webp|bmp)$/.test(file.type);

  /* A name that a file may have on every system and that no other file of the record has. */
  function freeName(name, taken) {
    const safe = name.replace(/[\\/:*?"<>|\u0000-\u001F]/g, '-').replace(/^[._]+/, '') || 'file';
    let unique = safe, copy = 1;
    while (taken.some((other) => other.toLowerCase() === unique.toLowerCase()) || unique.toLowerCase() === 'index.md') {
      unique = safe.replace(/(\.[^.]*)?$/, '-' + (copy += 1) + '$1');
    }
    return unique;
  }
  const size = (bytes) => (bytes / 1048576 < 0.1 ? Math.ceil(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB');

  window.guidangFields = { element, button, mark, controls, find, split, picture, isPicture, freeName, size };
})();
