/* What the program finds while one types: each finding beside its field, the rest in a list, and the targets that the record
   counts for. */
(function () {
  'use strict';
  const app = window.guidangApp, { element, mark, find } = window.guidangFields;
  const isError = ({ severity }) => severity === 'error';
  const words = ({ message, help }) => [message, help].filter((part) => part).join(app.text('stop'));
  /* A message with the cell of the table that it is about. */
  function placeOf({ cell }, form) {
    const at = cell && form.querySelector('[data-cell="' + cell.join('-') + '"]');
    return at ? at.getAttribute('aria-label') + app.text('colon') : '';
  }

  /* A finding without a field, in the lines of the text below the fields, is about that text. */
  function isInBody({ line, path }, text) {
    const end = (text || '').split('\n').indexOf('---', 1);
    return !path && 0 < end && end + 1 < line;
  }
  /* The path of the item and the field that a finding within a list is about, by the line of the text that it names. */
  function pathOf({ field, line, path }, text, fields) {
    const outer = fields.find(({ code }) => code === field), lines = (text || '').split('\n');
    if (!outer || path || !line || !lines[line - 1] || !/^\s/.test(lines[line - 1])) return field;
    const key = (lines[line - 1].match(/^\s*(?:- +)?["']?([^:"']+)["']?:/) || ['', ''])[1].trim();
    if (outer.shape === 'data' || outer.shape === 'labelled') return field + '.' + key;
    let item = -1;
    for (let at = line - 1; 0 <= at && /^\s/.test(lines[at]); at -= 1) if (/^\s{0,2}- /.test(lines[at])) item += 1;
    const inner = outer.fields.find((own) => own.key === key);
    return [field, ...(outer.shape === 'maps' && 0 <= item ? [item] : []), ...(inner ? [inner.code] : [])].join('.');
  }
  /* What is missing has no line of its own: its name stands in the message. */
  function missing({ code, message, field }, fields) {
    const named = (all) => code === 'missing-field' && all.find((own) => own.required && ['\u201C' + own.key + '\u201D', '`' + own.key + '`'].some((quoted) => message.includes(quoted)));
    const outer = fields.find((own) => own.code === field);
    if (outer && outer.fields.length && named(outer.fields)) return '';
    const found = named(fields);
    return found ? found.code : '';
  }
  function target(form, problem, text, fields) {
    if (problem.cell) return form.querySelector('[data-cell="' + problem.cell.join('-') + '"]') || find(form, 'rows');
    const field = missing(problem, fields) || (problem.field && pathOf(problem, text, fields)) || (isInBody(problem, text) ? 'body' : '');
    if (!field) return undefined;
    if (field.startsWith('files')) {
      const name = field.slice('files.'.length);
      return [...form.querySelectorAll('[data-file]')].find((one) => one.dataset.file === name) || form.querySelector('[data-group=files]');
    }
    return field === 'body' ? form.querySelector('#editor-body') : find(form, field);
  }
  function show(at, text, warns) {
    if (at.dataset.file !== undefined) at.textContent = text;
    else mark(at, text, warns);
    if (at.dataset.cell !== undefined) {
      at.title = text;
      at.classList.toggle('is-wrong', Boolean(text));
    }
    if (!text) return;
    for (let outer = at.closest('details'); outer; outer = outer.parentElement.closest('details')) outer.open = outer.open || !warns;
  }

  /* Marks the fields of `form`; answers with the problems and where each is shown. A field that has not been filled in yet is
     not called missing before `isAsked`. */
  function place(form, problems, isAsked, text, fields) {
    const shown = new Map(), placed = [];
    for (const problem of problems) {
      const waits = problem.code === 'missing-field' && !isAsked;
      const at = target(form, problem, text, fields);
      if (!waits && at) {
        const before = shown.get(at) || [];
        before.push(problem);
        shown.set(at, before);
        // A cell has no room for a sentence: it stands above the table.
        const table = at.dataset.cell !== undefined && find(form, 'rows');
        if (table) shown.set(table, [...(shown.get(table) || []), { ...problem, message: placeOf(problem, form) + problem.message }]);
      }
      if (!waits) placed.push({ problem: { ...problem, message: placeOf(problem, form) + problem.message }, where: at });
    }
    placed.waiting = problems.length - placed.length;
    for (const at of form.querySelectorAll('[data-code], [data-group], [data-cell], [id$="-value"], #editor-body, [data-file]')) {
      const all = shown.get(at) || [];
      show(at, all.map(words).join('\n'), !all.some(isError));
    }
    return placed;
  }

  /* `fixes` holds what the page can do about some of them, by name. */
  function list(placed, fixes) {
    if (!placed.length) return [placed.waiting ? element('p', { class: 'quiet' }, [app.text('to_fill', placed.waiting)]) : element('p', { class: 'fine' }, [app.text('fine')])];
    const rows = placed.map(({ problem, where: at }) => {
      const sign = element('b', { class: isError(problem) ? 'sign-error' : 'sign-warning' }, [app.text(isError(problem) ? 'must_fix' : 'look_at')]);
      const said = at ? app.action(problem.message, () => reach(at), 'as-link') : words(problem), fix = fixes[problem.fix];
      return element('li', {}, [sign, ' ', said, ...(fix ? [' ', app.action(app.text('fix_' + problem.fix), fix, 'form-small')] : [])]);
    });
    return [element('ul', { class: 'findings' }, rows)];
  }
  function reach(at) {
    const to = at.dataset.file === undefined ? at : at.closest('li').querySelector('button');
    for (let outer = to.closest('details'); outer; outer = outer.parentElement.closest('details')) outer.open = true;
    to.scrollIntoView({ block: 'center' });
    to.focus({ preventScroll: true });
  }

  /* «计入：送教课时 6/10 → 8/10», with a bar where there is a goal. */
  const number = (text) => Number(String(text === null || text === undefined ? '' : text).replace(/[^\d.-]/g, ''));
  function bar({ before, after, goal }) {
    const whole = number(goal);
    if (!whole || before === null || after === null || !Number.isFinite(number(before)) || !Number.isFinite(number(after))) return [];
    const part = (value) => Math.max(0, Math.min(100, (value / whole) * 100)) + '%';
    const new_ = element('i', { class: 'bar-after' }), old = element('i', { class: 'bar-before' });
    old.style.width = part(Math.min(number(before), number(after)));
    new_.style.width = part(Math.max(number(before), number(after)));
    return [element('span', { class: 'bar', 'aria-hidden': 'true' }, [new_, old])];
  }
  /* How a figure moves, with its goal where it has one. */
  function figure({ before, after, goal, unit }) {
    const name = String(before) === String(after) ? 'count_same' : 'count_moves';
    if (unit === '%') return app.text(name, before + '%', after + '%', '').trim() + (goal ? app.text('count_goal', goal + '%') : '');
    const of = (value) => (goal ? value + '/' + goal : value);
    return app.text(name, of(before), of(after), unit || '');
  }
  function counts(all) {
    if (!all || !all.length) return [element('p', { class: 'quiet' }, [app.text('counts_none')])];
    return [element('ul', { class: 'counts' }, all.map((count) => {
      const about = [count.plan, count.school].filter((part) => part).join(' · ');
      return element('li', {}, [element('b', {}, [count.target]), element('span', { class: 'figure' }, [figure(count)]), ...bar(count), element('span', { class: 'quiet' }, [about])]);
    }))];
  }
  /* The first figure that moves, for where there is room for one only. */
  function moved(all) {
    const first = (all || []).find(({ before, after }) => String(before) !== String(after));
    return first ? app.text('counts_for') + app.text('colon') + first.target + ' ' + figure(first) : '';
  }

  app.findings = { place, list, counts, moved, isError, reach };
})();
