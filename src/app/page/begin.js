/* The first start: a new archive from a preset, or the folder of one that there is. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const WAIT = 250, TURNS = 120;

  /* Folders to choose from, where the program offers them. */
  function chooser(input, out) {
    async function open(path) {
      let told;
      try {
        told = await app.call('folders', undefined, { in: path });
      } catch (error) {
        out.replaceChildren(element('p', { class: 'form-wrong' }, [error.message]));
        return;
      }
      input.value = told.path;
      const up = told.parent ? [element('li', {}, [app.action(app.text('folder_up'), () => open(told.parent), 'as-link')])] : [];
      const rows = told.folders.map(({ name, path: inner, is_archive }) => element('li', {}, [
        app.action(name, () => open(inner), 'as-link'), ...(is_archive ? [' ', element('span', { class: 'tag is-mine' }, [app.text('is_archive')])] : []),
      ]));
      out.replaceChildren(element('ul', { class: 'folders' }, [...up, ...rows]));
      const first = out.querySelector('button');
      if (first) first.focus();
    }
    return app.action(app.text('browse'), () => open(input.value));
  }
  function folder(id, label, value, help) {
    const { input, line } = app.input(id, label, value, help), out = element('div', { class: 'folder-list' });
    line.append(element('p', {}, [chooser(input, out)]), out);
    return { input, line };
  }

  function presets() {
    const name = (preset) => element('label', { class: 'preset' }, [
      element('input', { type: 'radio', name: 'preset', value: preset.name }), element('span', {}, [element('b', {}, [preset.title]), element('span', { class: 'quiet' }, [preset.what || ''])]),
    ]);
    const all = [{ name: '', title: app.text('preset_none'), what: app.text('preset_none_what') }, ...app.start.presets].map(name);
    all[Math.min(1, all.length - 1)].querySelector('input').checked = true;
    return element('fieldset', { class: 'form-group' }, [element('legend', {}, [app.text('preset')]), ...all]);
  }

  /* The program reads an archive before it answers for it. */
  async function opened() {
    for (let turn = 0; turn < TURNS; turn += 1) {
      await app.refresh();
      if (app.start.archive) return;
      await new Promise((done) => setTimeout(done, WAIT));
    }
  }
  function form(title, parts, words, act) {
    const wrong = element('p', { class: 'form-wrong', role: 'alert' });
    const made = element('form', { class: 'form begin-form', novalidate: true }, [element('h2', {}, [title]), ...parts, element('p', {}, [element('button', { class: 'button main' }, [words])]), wrong]);
    made.addEventListener('submit', async (event) => {
      event.preventDefault();
      wrong.textContent = '';
      try {
        await act();
        await opened();
        location.hash = '#/today';
        await app.show();
      } catch (error) {
        wrong.textContent = error.message;
      }
    });
    return made;
  }

  app.views.begin = async () => {
    const title = app.input('begin-title', app.text('archive_title'), '', app.text('archive_title_help'), { required: true });
    const where = folder('begin-folder', app.text('archive_folder'), app.start.suggested || '', app.text('archive_folder_help'));
    const there = folder('open-folder', app.text('archive_folder'), '', app.text('open_folder_help'));
    const preset = presets();
    const begin = form(app.text('begin_new'), [title.line, where.line, preset], app.text('begin_make'), () => {
      if (title.input.value.trim()) return make();
      title.input.focus();
      throw new Error(app.text('title_needed'));
    });
    const make = () => app.call('begin', {
      folder: where.input.value.trim(), title: title.input.value.trim(), preset: preset.querySelector(':checked').value, lang: app.lang,
    });
    const open = form(app.text('begin_open'), [there.line], app.text('open'), () => app.call('open', { folder: there.input.value.trim() }));
    /* What was opened before is a click away. */
    const again = app.start.recent.map((root) => {
      const name = root.split(/[\\/]/).pop();
      const link = app.action(name, async () => {
        there.input.value = root;
        open.requestSubmit();
      }, 'as-link');
      return element('li', {}, [link, ' ', element('span', { class: 'quiet' }, [root])]);
    });
    const recent = again.length ? [app.section(app.text('recent'), [element('ul', { class: 'folders' }, again)], 'recent')] : [];
    const other = app.lang === 'en' ? ['zh', '中文'] : ['en', 'English'];
    const lang = app.action(other[1], async () => { app.lang = other[0]; await app.refresh(); app.show(); });
    lang.lang = other[0];
    return { title: app.text('welcome'), parts: [app.head(app.text('welcome'), app.text('welcome_lead'), [lang]), ...recent, element('div', { class: 'begin' }, [begin, open])] };
  };
})();
