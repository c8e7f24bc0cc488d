/* Word and Excel files become records to look over; none is saved before a person has seen it. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;

  /* A record that was read becomes a draft of its own. */
  function keep(read, school) {
    const id = app.drafts.newId();
    const uploads = (read.files || []).map((file) => (typeof file === 'string' ? null : file)).filter((file) => file && file.id);
    const isKept = app.drafts.write(id, { path: null, school: read.school || school, kind: read.kind, values: read.values || {}, body: read.body || '', raw: null, rows: read.rows || null, uploads, remove: [], digest: null, notes: read.notes || [] });
    return isKept ? id : null;
  }
  function card(id) {
    const draft = app.drafts.read(id);
    const day = draft.values.date || draft.values.start || '';
    return element('li', {}, [
      app.drafts.link(id, app.drafts.title(draft)),
      element('span', { class: 'quiet' }, [[app.kindName(draft.kind), app.schoolName(draft.school), day, draft.notes.length ? app.text('notes', draft.notes.length) : ''].filter((part) => part).join(' · ')]),
      app.drafts.link(id, app.text('look_over'), 'button'),
    ]);
  }

  app.views.import = async (asked) => {
    let school = asked.school || (app.start.schools[0] || { id: '' }).id;
    const state = element('p', { role: 'status', class: 'form-help' }), found = element('ul', { class: 'todo' }), wrong = element('ul', { class: 'findings form-wrong' });
    const result = app.section(app.text('import_found'), [element('p', { class: 'quiet' }, [app.text('import_look_lead')]), found], 'import-found');
    result.hidden = true;

    async function take(files) {
      const bad = [];
      for (const file of files) {
        if (!app.isOffice(file)) {
          bad.push(app.text('import_not_office', file.name));
          continue;
        }
        state.textContent = app.text('reading', file.name);
        try {
          const { records, notes } = await app.call('import', file, { school, name: file.name });
          const ids = records.map((read) => keep(read, school)).filter((id) => id);
          found.append(...ids.map(card));
          if (ids.length < records.length) bad.push(app.text('not_kept'));
          if (!records.length) bad.push(app.text('import_none', file.name));
          (notes || []).forEach((note) => bad.push(note));
        } catch (error) {
          bad.push(file.name + app.text('colon') + error.message);
        }
      }
      state.textContent = found.children.length ? app.text('import_done', found.children.length) : '';
      wrong.replaceChildren(...bad.map((text) => element('li', {}, [text])));
      result.hidden = !found.children.length;
      const first = found.querySelector('a');
      if (first) first.focus();
    }

    const input = element('input', { type: 'file', multiple: true, accept: '.docx,.xlsx,.xls', class: 'hidden', tabindex: -1, 'aria-hidden': 'true' });
    input.addEventListener('change', () => { take([...input.files]); input.value = ''; });
    app.dropped = take;
    app.leave = () => { app.dropped = null; };
    const zone = element('div', { class: 'drop is-big' }, [element('p', {}, [app.action(app.text('pick_office'), () => input.click(), 'button main'), element('span', {}, [app.text('or_drop')])]), input, state]);
    const schools = app.start.schools.map(({ id, name }) => [id, name]);
    return {
      title: app.text('nav_import'),
      parts: [
        app.head(app.text('nav_import'), app.text('import_lead')),
        app.select('import-school', app.text('import_school'), schools, school, (id) => { school = id; }), zone, wrong, result,
      ],
      ready: () => {
        const files = app.importing;
        app.importing = null;
        if (files) take(files);
      },
    };
  };
})();
