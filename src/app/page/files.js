/* The files next to a record: photos, sign-in sheets, the workbook of a ledger. They are handed to the program at once and
   become part of the record when it is saved. */
(function () {
  'use strict';
  const app = window.guidangApp, { element, freeName, size } = window.guidangFields;
  const isOffice = (file) => /\.(docx|xlsx|xls|ods)$/i.test(file.name);
  const isShown = (name) => /\.(jpe?g|png|webp|gif)$/i.test(name);

  /* How a text shows a picture that lies next to it. */
  const inText = (name) => '![' + name.replace(/\.[^.]*$/, '').replace(/[[\]]/g, '') + '](' + (/[\s()]/.test(name) ? '<' + name + '>' : name) + ')';

  /* The names of all files that will be next to a record. */
  app.fileNames = ({ files, uploads, remove }) => [...files.map(({ name }) => name).filter((name) => !remove.includes(name)), ...uploads.map(({ name }) => name)];

  /* `edited` is the record that is open: `files` has those of its folder, `uploads` new ones, `remove` names to take out. */
  app.filesPart = (edited, { changed, insert, isTable }) => {
    const list = element('ul', { class: 'files' }), state = element('p', { class: 'form-help', role: 'status' });

    function item(file, take) {
      const shows = isShown(file.name);
      const image = shows && file.url ? element('img', { src: file.url, alt: '', loading: 'lazy' }) : element('span', { class: 'file-sign', 'aria-hidden': 'true' }, [file.name.split('.').pop().slice(0, 4).toUpperCase()]);
      const name = file.url ? element('a', { href: file.url, target: 'guidang-file' }, [file.name]) : element('span', {}, [file.name]);
      const about = element('span', { class: 'file-name' }, [name, element('span', { class: 'quiet' }, [size(file.size || 0)]), element('span', { id: 'file-wrong-' + file.name, class: 'form-wrong', 'data-file': file.name })]);
      const acts = [];
      if (shows) acts.push(app.action(app.text('into_text'), () => insert(inText(file.name)), 'form-small'));
      const away = app.action(app.text('remove'), () => { take(); draw(); changed(); pick.focus(); }, 'form-small');
      away.setAttribute('aria-label', app.text('remove_file', file.name));
      return element('li', {}, [image, about, ...acts, away]);
    }
    function draw() {
      list.replaceChildren(
        ...edited.files.filter(({ name }) => !edited.remove.includes(name)).map((file) => item(file, () => edited.remove.push(file.name))),
        ...edited.uploads.map((file) => item(file, () => edited.uploads.splice(edited.uploads.indexOf(file), 1))),
      );
    }

    async function take(files) {
      const office = files.filter(isOffice);
      if (office.length && edited.kind !== 'ledger') {
        const chosen = await app.dialog(app.text('office_title'), [element('p', {}, [app.text('office_lead', office.map(({ name }) => name).join(app.text('between')))])], [
          { value: 'import', words: app.text('office_import'), kind: 'button main' },
          { value: 'attach', words: app.text('office_attach') },
          { value: undefined, words: app.text('cancel') },
        ]);
        if (chosen === 'import') {
          app.importing = office;
          app.go('import', { school: edited.school });
          return;
        }
        if (!chosen) files = files.filter((file) => !isOffice(file));
      }
      for (const file of files) {
        state.textContent = app.text('reading', file.name);
        const name = freeName(file.name, app.fileNames(edited));
        try {
          const kept = await app.call('upload', file, { name });
          edited.uploads.push({ id: kept.id, name: kept.name || name, size: kept.size || file.size, url: kept.url });
          state.textContent = app.text('added', name);
        } catch (error) {
          state.textContent = file.name + app.text('colon') + error.message;
          break;
        }
        draw();
        changed();
        isTable(name);
      }
    }

    const input = element('input', { id: 'files-pick', type: 'file', multiple: true, class: 'hidden', tabindex: -1, 'aria-hidden': 'true' });
    input.addEventListener('change', () => { take([...input.files]); input.value = ''; });
    const pick = app.action(app.text('pick_files'), () => input.click());
    const zone = element('div', { class: 'drop' }, [element('p', {}, [pick, element('span', {}, [app.text('or_drop')])]), element('p', { class: 'form-help' }, [app.text('files_help')]), input, state]);
    draw();
    const part = element('fieldset', { class: 'form-group files-part', 'data-group': 'files', tabindex: -1 }, [element('legend', {}, [app.text('files')]), zone, list]);
    return { part, take };
  };

  /* Files may be dropped anywhere on the page; the view that is shown says what becomes of them. */
  app.dropped = null;
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes('Files');
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    document.body.classList.add('is-dragging');
  });
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) document.body.classList.remove('is-dragging'); });
  document.addEventListener('drop', (event) => {
    document.body.classList.remove('is-dragging');
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...event.dataTransfer.files];
    if (app.dropped) app.dropped(files);
    else if (app.start.archive) {
      app.importing = files;
      if (app.shown === 'import') app.show();
      else app.go('import');
    }
  });
  app.isOffice = isOffice;
})();
