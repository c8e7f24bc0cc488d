/* The records of the archive by school, kind and words; the folder of what was thrown away. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const WAIT = 250;

  function state(record) {
    const signs = [];
    if (record.draft) signs.push(element('span', { class: 'tag' }, [app.text('draft')]));
    if (record.errors) signs.push(element('span', { class: 'tag is-wrong' }, [app.text('errors', record.errors)]));
    if (record.warnings) signs.push(element('span', { class: 'tag' }, [app.text('warnings', record.warnings)]));
    if (app.drafts.read(record.path)) signs.push(element('span', { class: 'tag is-mine' }, [app.text('unsaved')]));
    return signs;
  }
  function row(record) {
    const title = element('th', { scope: 'row' }, [app.link(record.title || record.path, 'record', { path: record.path }), ...state(record)]);
    const cell = (text, kind) => element('td', { class: kind }, [text || '']);
    const kind = app.kindName(record.kind) === record.kind ? record.kind_name : app.kindName(record.kind);
    return element('tr', {}, [cell(record.day, 'c-day'), title, cell(kind, 'c-kind'), cell(record.school_name, 'c-school'),
      element('td', { class: 'c-page' }, record.page ? [app.page(app.text('see_page'), record.page)] : [])]);
  }

  app.views.records = async (asked) => {
    const query = { school: asked.school || '', kind: asked.kind || '', q: asked.q || '', show: asked.show || '' };
    const count = element('p', { class: 'quiet', role: 'status' }), rows = element('tbody'), more = app.action(app.text('more'), () => load(true));
    const heads = ['day', 'title', 'kind', 'school'].map((name) => element('th', { scope: 'col' }, [app.text(name)]));
    const table = element('table', { class: 'records' }, [element('thead', {}, [element('tr', {}, [...heads, element('th', { scope: 'col' }, [element('span', { class: 'hidden' }, [app.text('see_page')])])])]), rows]);
    let turn = 0, waiting = 0;

    async function load(isMore) {
      const mine = (turn += 1), from = isMore ? rows.children.length : 0;
      const found = await app.call('records', undefined, { ...query, from });
      if (mine !== turn) return;
      if (!isMore) rows.replaceChildren();
      rows.append(...found.records.map(row));
      count.textContent = found.total ? app.text('found', found.total) : app.text('found_none');
      more.hidden = found.total <= rows.children.length;
      table.hidden = !found.total;
      if (isMore && rows.children[from]) rows.children[from].querySelector('a').focus();
    }
    function changed(part, wait) {
      Object.assign(query, part);
      history.replaceState(null, '', app.address('records', query));
      clearTimeout(waiting);
      waiting = setTimeout(() => load(false).catch((error) => { count.textContent = error.message; }), wait);
    }

    const schools = [['', app.text('all_schools')], ...app.start.schools.map(({ id, name }) => [id, name])];
    const kinds = [['', app.text('all_kinds')], ...app.start.kinds.map(({ kind }) => [kind, app.kindName(kind)])];
    const { input, line } = app.input('records-q', app.text('search'), query.q, undefined, { type: 'search', placeholder: app.text('search_hint') });
    input.addEventListener('input', () => changed({ q: input.value }, WAIT));
    const filters = element('div', { class: 'filters', role: 'search' }, [
      app.select('records-school', app.text('school'), schools, query.school, (school) => changed({ school }, 0)),
      app.select('records-kind', app.text('kind'), kinds, query.kind, (kind) => changed({ kind }, 0)),
      app.select('records-show', app.text('state'), ['', 'problems', 'drafts'].map((show) => [show, app.text('show_' + (show || 'all'))]), query.show, (show) => changed({ show }, 0)), line,
    ]);
    await load(false);
    return {
      title: app.text('nav_records'),
      parts: [app.head(app.text('nav_records'), '', [app.link(app.text('write_new'), 'new', { school: query.school, kind: query.kind }, 'button main')]), filters, count, table, more],
    };
  };

  app.views.trash = async () => {
    const { records = [] } = await app.call('trash');
    const rows = records.map((record) => element('li', {}, [
      element('b', {}, [record.title || record.path || record.name]),
      element('span', { class: 'quiet' }, [[record.path, record.day, record.holds ? app.text('trash_with', record.holds) : ''].filter((part) => part).join(' · ')]),
      app.action(app.text('restore'), async () => {
        try {
          const { path, is_renamed: isRenamed } = await app.call('restore', { name: record.name });
          await app.refresh();
          app.notice(isRenamed ? app.text('restored_beside', path.split('/').filter((part) => part !== 'index.md').pop()) : app.text('restored'), path && app.link(app.text('open'), 'record', { path }));
        } catch (error) {
          app.notice(error.message);
        }
        app.show();
      }, 'button'),
    ]));
    return {
      title: app.text('nav_trash'),
      parts: [app.head(app.text('nav_trash'), app.text(rows.length ? 'trash_lead' : 'trash_empty')), element('ul', { class: 'todo' }, rows)],
    };
  };
})();
