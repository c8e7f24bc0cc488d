/* The table of a ledger as cells to type into. Cells copied in Excel or WPS can be pasted, as many as were copied. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const MOST_ROWS = 200;

  /* Describes each column that the head names and nobody has described; answers whether anything was added or taken away. */
  app.describeColumns = ({ rows, values }, measures) => {
    const heads = rows[0].map((text) => text.trim()).filter((text, at, all) => text && all.indexOf(text) === at);
    const known = values.columns || [], now = heads.map((name) => known.find((column) => column.name === name) || { name, as: role(name, rows, measures) });
    if (now.length === known.length && now.every((column, at) => column === known[at])) return false;
    values.columns = now;
    return true;
  };
  /* What a column is most likely for. Names of people are kept secret until somebody says otherwise. */
  function role(name, rows, measures) {
    const at = rows[0].findIndex((text) => text.trim() === name), cells = rows.slice(1).map((row) => row[at] || '').filter((text) => text.trim());
    if (app.text('secret_heads').split(app.text('between')).some((word) => name.toLowerCase().includes(word))) return app.text('role_secret');
    if (name.toLowerCase().includes(app.text('role_date').toLowerCase())) return app.text('role_date');
    if (measures.includes(name)) return app.text('role_data');
    const isFigure = cells.length && cells.every((text) => /^-?[\d,.]+$/.test(text.trim()));
    return app.text(isFigure ? 'role_data' : 'role_text');
  }

  /* The cells of a text as spreadsheets copy it: a cell with a line break or a tab stands in quotes, which are doubled within.
     A cell of the page is one line. */
  function copied(text) {
    const rows = [[]];
    for (let at = 0; at <= text.length;) {
      let cell = '', end = text.startsWith('"', at) ? closing(text, at) : -1;
      if (0 <= end) cell = text.slice(at + 1, end).replace(/""/g, '"');
      else {
        end = at;
        while (end < text.length && text[end] !== '\t' && text[end] !== '\n') end += 1;
        cell = text.slice(at, end);
        end -= 1;
      }
      rows[rows.length - 1].push(cell.replace(/\s*\n\s*/g, ' ').trim());
      if (text[end + 1] === '\n') rows.push([]);
      at = end + 2;
    }
    return rows;
  }
  /* The quote that closes the one at `start`, with the end of the cell after it; -1 where there is none. */
  function closing(text, start) {
    for (let at = text.indexOf('"', start + 1); 0 <= at; at = text.indexOf('"', at + 1)) {
      if (text[at + 1] === '"') at += 1;
      else return at + 1 === text.length || '\t\n'.includes(text[at + 1]) ? at : -1;
    }
    return -1;
  }

  /* `rows` has the head first; `changed` is called after each change, and the rows are changed in place. */
  app.tablePart = (rows, changed) => {
    const body = element('tbody'), head = element('thead'), remark = element('p', { class: 'form-help', role: 'status' });
    const columns = () => Math.max(1, ...rows.map((row) => row.length));
    if (!rows.length) rows.push(['', ''], ['', '']);

    function cell(row, column) {
      const input = element('input', { type: 'text', autocomplete: 'off', 'data-cell': row + '-' + column, 'aria-label': row ? app.text('cell', row, rows[0][column] || column + 1) : app.text('column_head', column + 1) });
      input.value = rows[row][column] || '';
      input.addEventListener('input', () => { rows[row][column] = input.value; changed(); });
      input.addEventListener('paste', (event) => paste(event, row, column));
      input.addEventListener('keydown', (event) => move(event, row, column));
      return element(row ? 'td' : 'th', { scope: row ? undefined : 'col' }, [input]);
    }
    function draw() {
      const width = columns();
      for (const row of rows) while (row.length < width) row.push('');
      const shown = rows.slice(0, MOST_ROWS + 1).map((row, at) => element('tr', {}, [
        ...row.map((_, column) => cell(at, column)),
        element(at ? 'td' : 'th', { class: 'c-act' }, at ? [removal(at)] : [element('span', { class: 'hidden' }, [app.text('remove')])]),
      ]));
      head.replaceChildren(shown[0]);
      body.replaceChildren(...shown.slice(1));
      remark.textContent = MOST_ROWS + 1 < rows.length ? app.text('table_long', rows.length - 1, MOST_ROWS) : app.text('table_rows', rows.length - 1);
    }
    function removal(at) {
      const away = app.action('×', () => { rows.splice(at, 1); draw(); changed(); }, 'form-small');
      away.setAttribute('aria-label', app.text('remove_row', at));
      return away;
    }
    function focus(row, column) {
      const line = row ? body.children[row - 1] : head.children[0];
      const input = line && line.children[column] && line.children[column].querySelector('input');
      if (input) input.focus();
    }
    function move(event, row, column) {
      if (event.key !== 'Enter' && event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      if (event.isComposing) return;
      event.preventDefault();
      if (event.key === 'Enter' && row + 1 === rows.length) add();
      focus(row + (event.key === 'ArrowUp' ? -1 : 1), column);
    }
    function paste(event, row, column) {
      const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
      if (!/[\t\n]/.test(text)) return;
      event.preventDefault();
      copied(text).forEach((cells, down) => {
        while (rows.length <= row + down) rows.push([]);
        cells.forEach((value, right) => { rows[row + down][column + right] = value; });
      });
      for (const filled of rows) for (let at = 0; at < filled.length; at += 1) filled[at] = filled[at] || '';
      draw();
      changed();
      focus(row, column);
    }
    function add() {
      rows.push(rows[0].map(() => ''));
      draw();
      changed();
    }
    draw();
    const acts = element('p', { class: 'table-acts' }, [
      app.action(app.text('add_row'), () => { add(); focus(rows.length - 1, 0); }, 'form-small'),
      app.action(app.text('add_column'), () => { rows.forEach((row) => row.push('')); draw(); changed(); focus(0, columns() - 1); }, 'form-small'),
    ]);
    return element('fieldset', { id: 'editor-rows', class: 'form-group', 'data-group': 'rows', tabindex: -1 }, [
      element('legend', {}, [app.text('table')]), element('span', { id: 'editor-rows-wrong', class: 'form-wrong', role: 'alert' }), element('p', { class: 'form-help' }, [app.text('table_help')]),
      element('div', { class: 'table-scroll' }, [element('table', { class: 'grid' }, [head, body])]), acts, remark,
    ]);
  };
})();
