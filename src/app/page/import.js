/* Word and Excel files become records to look over; none is saved before a person has seen it. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  // Files that the program reads, or for which it says in which format to save them.
  const READABLE = /\.(docx?|docm|xlsx?|xlsm|ods|odt|csv|rtf|wps|wpt|et|ett|pdf|pptx?|html?)$/i;

  /* A record that was read becomes a draft of its own. */
  function keep(read, school) {
    const id = app.drafts.newId();
    const uploads = (read.files || []).map((file) => (typeof file === 'string' ? null : file)).filter((file) => file && file.id);
    const isKept = app.drafts.write(id, { path: null, school: read.school || school, kind: read.kind, values: read.values || {}, body: read.body || '', raw: null, rows: read.rows || null, uploads, remove: [], digest: null, imported: true, notes: read.notes || [] });
    return isKept ? id : null;
  }
  function card(id) {
    const draft = app.drafts.read(id);
    const day = draft.values.date || draft.values.start || '';
    return element('li', {}, [
      app.drafts.link(id, app.drafts.title(draft)),
      element('span', { class: 'quiet' }, [[app.kindName(draft.kind), app.schoolName(draft.school), day, (draft.notes || []).length ? app.text('notes', draft.notes.length) : ''].filter((part) => part).join(' · ')]),
      app.drafts.link(id, app.text('look_over'), 'button'),
    ]);
  }

  app.views.import = async (asked) => {
    let school = asked.school || (app.start.schools[0] || { id: '' }).id;
    const state = element('p', { role: 'status', class: 'form-help' }), found = element('ul', { class: 'todo' }), wrong = element('ul', { class: 'findings form-wrong' });
    const result = app.section(app.text('import_found'), [element('p', { class: 'quiet' }, [app.text('import_look_lead')]), found], 'import-found');
    // Those that were read before and not saved yet are still to be looked at.
    found.append(...app.drafts.all().filter(({ draft }) => draft.imported).map(({ id }) => card(id)));
    result.hidden = !found.children.length;

    async function take(files) {
      const bad = [];
      let count = 0;
      for (const file of files) {
        if (!READABLE.test(file.name)) {
          bad.push(app.text('import_not_office', file.name));
          continue;
        }
        state.textContent = app.text('reading', file.name);
        try {
          const { records, notes } = await app.call('import', file, { school, name: file.name });
          const ids = records.map((read) => keep(read, school)).filter((id) => id);
          found.prepend(...ids.map(card));
          count += ids.length;
          if (ids.length < records.length) bad.push(app.text('not_kept'));
          if (!records.length) bad.push(app.text('import_none', file.name));
          (notes || []).forEach((note) => bad.push(note));
        } catch (error) {
          bad.push(file.name + app.text('colon') + error.message);
        }
      }
      state.textContent = count ? app.text('import_done', count) : '';
      wrong.replaceChildren(...bad.map((text) => element('li', {}, [text])));
      result.hidden = !found.children.length;
      const first = found.querySelector('a');
      if (count && first) first.focus();
    }

    const input = element('input', { type: 'file', multiple: true, accept: '.docx,.xlsx,.xls,.ods,.doc,.wps,.et', class: 'hidden', tabindex: -1, 'aria-hidden': 'true' });
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
