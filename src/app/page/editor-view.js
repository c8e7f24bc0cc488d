/* The page around the form of a record: its head, what is found, what it counts for, and the bar with "save". */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;

  async function copy({ edited }) {
    try {
      const { path } = await app.call('copy', { path: edited.path });
      app.notice(app.text('copied'));
      app.go('record', { path });
    } catch (error) {
      app.notice(error.message);
    }
  }
  /* What goes to the trash with a record, and what names it. */
  async function leaving({ name, edited }) {
    const { records, named_by: named } = await app.call('leaving', undefined, { path: edited.path });
    const parts = [element('p', {}, [app.text('to_trash_sure', name)])];
    if (records) parts.push(element('p', {}, [app.text('to_trash_with', records)]));
    if (named.length) {
      const rows = named.map(({ title, kind }) => element('li', {}, [[kind, title].filter((part) => part).join(app.text('colon'))]));
      parts.push(element('p', {}, [app.text('to_trash_named')]), element('ul', { class: 'findings' }, rows));
    }
    return parts;
  }
  async function throwAway(editor) {
    const { edited } = editor;
    try {
      const isSure = await app.dialog(app.text('to_trash'), await leaving(editor), [
        { value: true, words: app.text('to_trash'), kind: 'button danger' }, { value: false, words: app.text('cancel') },
      ]);
      if (!isSure) return;
      await app.call('trash', { path: edited.path });
      app.drafts.remove(editor.id);
      editor.isChanged = false;
      if (app.isWhole(edited.kind)) await app.refresh();
      app.notice(app.text('trashed'), app.link(app.text('nav_trash'), 'trash'));
      app.go('records', { school: edited.school, kind: edited.kind });
    } catch (error) {
      app.notice(error.message);
    }
  }
  /* The record as a document to print, in a window of its own. */
  async function print({ edited }) {
    try {
      const { job } = await app.call('do', { action: 'print', path: edited.path });
      const { result } = await app.call('job', undefined, { id: job });
      app.notice(app.text('print_ready'), app.page(app.text('open'), result.page));
      window.open('/' + result.page, 'guidang-site');
    } catch (error) {
      app.notice(error.message);
    }
  }

  /* What was written before and not saved is offered, never taken without asking. */
  function offered(editor) {
    const { draft } = editor;
    if (!draft || app.drafts.isNew(editor.id)) return [];
    if (editor.saved.gone) {
      editor.resume(draft);
      return [];
    }
    const isOlder = draft.digest && draft.digest !== editor.saved.digest;
    const box = element('div', { class: 'offer', role: 'region', 'aria-label': app.text('unsaved') }, [
      element('p', {}, [app.text(isOlder ? 'draft_of_old' : 'draft_there', app.drafts.when(draft))]),
      element('p', {}, [
        app.action(app.text('draft_take'), () => { editor.resume(draft); box.remove(); editor.draw(); editor.changed(); editor.check(); }, 'button main'),
        app.action(app.text('draft_drop'), () => { app.drafts.remove(editor.id); box.remove(); }),
      ]),
    ]);
    return [box];
  }
  function notes(editor) {
    const told = (editor.draft && editor.draft.notes) || [];
    return told.length ? [element('div', { class: 'offer' }, [element('p', {}, [app.text('import_look')]), element('ul', { class: 'findings' }, told.map((note) => element('li', {}, [note])))])] : [];
  }

  /* Another window, or another program, has this record too. */
  function watch(editor) {
    const { edited } = editor;
    async function both() {
      try {
        const took = await app.lookAtBoth(edited);
        if (took === 'theirs') {
          app.drafts.remove(editor.id);
          await app.show();
        } else if (took) {
          editor.warned.replaceChildren();
          editor.draw();
          editor.changed();
        }
      } catch (error) {
        app.notice(error.message);
      }
    }
    editor.warn = warn;
    function warn(name) {
      const parts = [app.text(name)];
      if (name !== 'also_open') parts.push(' ', app.action(app.text('see_both'), both));
      editor.warned.replaceChildren(element('p', { class: 'alert' }, parts));
    }
    app.windows.watch(editor.id, (what) => { if (what === 'also') warn('also_open'); else editor.changedOutside(); });
    editor.changedOutside = async () => {
      if (!edited.path || editor.isSaving) return;
      const now = await app.call('record', undefined, { path: edited.path }).catch(() => null);
      if (app.editing !== editor) return;
      if (!now) return warn('gone_from_disk');
      // It may have got a folder of its own.
      if (now.path) edited.path = now.path;
      if (now.digest === edited.digest) {
        // Its page is made a moment after it was saved.
        if (now.page && !editor.saved.page && !editor.isChanged && !editor.form.contains(document.activeElement)) app.show();
        return;
      }
      if (editor.isChanged) warn('changed_on_disk');
      else {
        app.notice(app.text('reloaded'));
        app.show();
      }
    };
  }

  app.editor = async (record, id, draft) => {
    const editor = new app.Editor(record, id, draft), { edited } = editor;
    const lists = await app.call('lists', undefined, { school: edited.school, pair: edited.pair, kind: edited.kind }).catch(() => ({}));
    editor.lists = lists.lists || {};
    editor.data = lists.data || [];
    if (draft && (app.drafts.isNew(id))) editor.resume(draft);
    const say = (name) => element('div', { id: 'editor-' + name });
    Object.assign(editor, { found: say('found'), counted: say('counted'), warned: say('warned'), form: element('form', { id: 'editor-form', class: 'form', novalidate: true }) });
    editor.warned.setAttribute('role', 'alert');
    editor.state = element('span', { class: 'bar-state', role: 'status' });
    editor.moved = element('span', { class: 'bar-counts', 'aria-hidden': 'true' });
    editor.jump = app.action('', () => { editor.isAsked = true; if (editor.first) app.findings.reach(editor.first.where); else editor.found.scrollIntoView({ block: 'center' }); }, 'tag as-jump');
    editor.jump.hidden = true;
    editor.rawButton = app.action('', () => editor.toggleRaw());
    editor.form.addEventListener('submit', (event) => { event.preventDefault(); editor.save(); });

    const acts = edited.path ? [
      ...(record.page ? [app.page(app.text('see_page'), record.page, 'button')] : []),
      ...(app.isWhole(edited.kind) ? [] : [app.action(app.text('copy'), () => copy(editor)), app.action(app.text('print'), () => print(editor))]),
      editor.rawButton, ...(app.onlyFile(edited.kind) ? [] : [app.action(app.text('to_trash'), () => throwAway(editor))]),
    ] : [editor.rawButton];
    const about = [app.kindName(edited.kind), app.schoolName(edited.school), edited.path].filter((part) => part).join(' · ');
    const side = element('aside', { class: 'side', 'aria-label': app.text('side') }, [
      app.section(app.text('findings'), [editor.found], 'findings'), ...(app.isWhole(edited.kind) || edited.kind === 'plan' ? [] : [app.section(app.text('counts_for'), [editor.counted], 'counts')]),
    ]);
    const save = app.action(app.text('save'), () => editor.save(), 'button main');
    const ends = element('div', { class: 'save-bar' }, [element('div', { class: 'wrap' }, [editor.state, editor.moved, editor.jump, save])]);
    app.leave = () => {
      clearTimeout(editor.waiting);
      app.windows.watch('', null);
      app.dropped = null;
      app.editing = null;
    };
    app.editing = editor;
    watch(editor);
    const offers = offered(editor);
    editor.draw();
    if (record.gone) editor.warn('gone_from_disk');
    return {
      title: editor.name,
      parts: [app.head(editor.name, about, acts), editor.warned, ...offers, ...notes(editor), element('div', { class: 'with-side' }, [editor.form, side]), ends],
      focus: edited.path ? 'h1' : '#editor-form input, #editor-form select',
      ready: () => {
        if (draft && app.drafts.isNew(id)) editor.state.textContent = app.text('draft_back');
        editor.check();
      },
    };
  };

  app.views.record = async ({ path }) => {
    const draft = app.drafts.read(path), record = await app.call('record', undefined, { path }).catch((error) => {
      // The file is gone; what was written and not saved is still here.
      if (error.status === 404 && draft) return ofDraft(draft);
      throw error;
    });
    return app.editor({ ...record, path: record.path || path }, path, draft);
  };
  function ofDraft({ path, school, pair, kind, values, body, raw, rows, base }) {
    return { gone: true, path, school, pair, kind, values, body, raw: raw === null || raw === undefined ? base || '' : raw, raw_only: typeof raw === 'string', rows, digest: null, files: [] };
  }

  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's' && app.editing) {
      event.preventDefault();
      app.editing.save();
    }
  });
})();
