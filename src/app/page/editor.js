/* The form of one record. */
(function () {
  'use strict';
  const app = window.guidangApp, { element, controls } = window.guidangFields;
  const WAIT = 350, MOST_NAMED = 8;
  // What most people fill in; the rest is folded until it holds something.
  const USUAL = {
    visit: ['title', 'date', 'type', 'place', 'to', 'people', 'attendance', 'speakers', 'data', 'follow_ups'],
    summary: ['title', 'term', 'date', 'plan', 'author', 'data'],
    ledger: ['title', 'columns', 'note'],
    school: ['name', 'level', 'short', 'township', 'head', 'classes', 'pupils', 'teachers'],
    pair: ['name', 'helper', 'helped', 'start', 'end', 'kind'],
    plan: ['title', 'start', 'end', 'targets', 'actions', 'team'],
    targets: ['indicator', 'value', 'every', 'scope'],
    actions: ['name', 'by', 'times', 'lead'],
    follow_ups: ['problem', 'measure', 'owner', 'due', 'done'],
    indicators: ['name', 'unit', 'direction', 'aggregate', 'records', 'type'],
    site: ['title', 'organisation', 'terms'],
  };
  /* Whether a field holds something. */
  const isFilled = (value) => value !== undefined && value !== null && 0 < (Array.isArray(value) || typeof value === 'string' ? value.length : Object.keys(value).length);
  const NO_FILES = ['school', 'indicators', 'site'];
  const NO_TEXT = ['school', 'pair', 'indicators', 'site'];
  /* A field, with those of its own fields that people use less set apart. */
  function arranged(field) {
    const usual = USUAL[field.code], fields = field.fields.map(arranged);
    if (usual) fields.forEach((inner) => { inner.rare = !usual.includes(inner.code) && !inner.required; });
    return { ...field, fields };
  }
  const plain = (value) => JSON.parse(JSON.stringify(value));

  class Editor {
    constructor(record, id, draft) {
      this.id = id;
      this.draft = draft;
      this.saved = record;
      this.edited = { path: record.path || null, school: record.school || '', pair: record.pair || '', kind: record.kind, digest: record.digest || null,
        values: plain(record.values || {}), body: record.body || '', raw: record.raw_only ? record.raw : null, base: record.path ? record.raw || '' : undefined, rows: record.rows ? plain(record.rows) : record.kind === 'ledger' && !record.path ? [] : null, files: record.files || [], uploads: [], remove: [] };
      this.text = record.raw || '';
      // The text as the form last showed it.
      this.shownRaw = null;
      this.isAsked = Boolean(record.path);
      this.isChanged = false;
      this.turn = 0;
      this.waiting = 0;
    }
    get kind() {
      const known = app.kind(this.edited.kind) || { kind: this.edited.kind, fields: [] };
      const fields = known.fields.map(arranged);
      // The table of a new ledger is written in the page, or is the workbook that is added.
      if (known.kind === 'ledger') fields.forEach((field) => { field.required = field.required && field.code !== 'table'; });
      return { kind: known.kind, bodyHelp: known.body_help || '', fields };
    }
    get name() { return this.edited.values.title || this.edited.values.name || (app.onlyFile(this.edited.kind) && app.kindName(this.edited.kind)) || (this.edited.path ? this.edited.path.split('/').pop() : app.text('new_of', app.kindName(this.edited.kind))); }

    /* Takes up what was written before. */
    resume(draft) {
      const { values, body, raw, rows, uploads, remove, digest, base } = draft;
      if (base !== undefined) this.edited.base = base;
      Object.assign(this.edited, { values, body, raw: raw === undefined ? null : raw, rows: rows || this.edited.rows, uploads: uploads || [], remove: remove || [] });
      if (digest) this.edited.digest = digest;
      this.isChanged = true;
    }

    /* Each change is kept in the browser at once; the program is asked when the hands rest. */
    changed() {
      this.isChanged = true;
      const { path, school, pair, kind, values, body, raw, rows, uploads, remove, digest, base } = this.edited;
      const isKept = app.drafts.write(this.id, { path, school, pair, kind, values, body, raw, rows, uploads, remove, digest, base, imported: this.draft ? this.draft.imported : undefined, notes: this.draft && this.draft.notes });
      if (!path && !location.hash.includes(this.id)) history.replaceState(null, '', app.address('new', { draft: this.id }));
      this.state.textContent = app.text(isKept ? 'kept' : 'not_kept');
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.check(), WAIT);
    }

    async check() {
      clearTimeout(this.waiting);
      const mine = (this.turn += 1);
      let told;
      try {
        told = await app.call('check', app.told(this.edited));
      } catch (error) {
        if (error.status && !this.isSaving) this.state.textContent = error.message;
        return;
      }
      if (mine !== this.turn) return;
      this.text = told.text === undefined ? this.text : told.text;
      this.checked = told;
      this.tell(told);
    }
    tell({ problems = [], counts }) {
      const placed = app.findings.place(this.form, problems, this.isAsked, this.text, this.kind.fields);
      const errors = placed.filter(({ problem }) => app.findings.isError(problem)).length;
      this.found.replaceChildren(...app.findings.list(placed, { rename: () => this.rename() }));
      this.counted.replaceChildren(...app.findings.counts(counts));
      this.moved.textContent = app.findings.moved(counts);
      this.jump.hidden = !placed.length;
      this.jump.textContent = errors ? app.text('errors', errors) : app.text('warnings', placed.length);
      this.jump.classList.toggle('is-wrong', 0 < errors);
      this.first = placed.length ? placed.find(({ problem, where }) => where && app.findings.isError(problem)) || placed.find(({ where }) => where) : null;
    }

    /* The fields, usual ones first, or the text itself. */
    draw() {
      const { edited, kind } = this, isRaw = edited.raw !== null;
      this.form.replaceChildren();
      if (isRaw) {
        const raw = element('textarea', { id: 'editor-raw', class: 'raw', rows: 26, spellcheck: 'false', 'aria-describedby': 'editor-raw-help' });
        raw.value = edited.raw;
        raw.addEventListener('input', () => { edited.raw = raw.value; this.changed(); });
        this.form.append(element('div', { class: 'form-line' }, [element('label', { for: 'editor-raw' }, [app.text('raw')]), element('span', { id: 'editor-raw-help', class: 'form-help' }, [app.text('raw_help')]), raw]));
      } else {
        const { shown } = controls({ words: app.words, lists: this.lists, data: this.data, changed: () => this.changed() });
        const known = USUAL[kind.kind];
        const isUsual = (field) => isFilled(edited.values[field.code]) || (known ? known.includes(field.code) || field.required : !field.rare);
        const usual = kind.fields.filter(isUsual), rare = kind.fields.filter((field) => !isUsual(field));
        this.form.append(element('div', { class: 'form-fields' }, usual.map((field) => shown(field, edited.values))));
        this.tablePart(shown);
        if (this.saved.body !== undefined && this.saved.body !== null && !NO_TEXT.includes(edited.kind)) this.form.append(this.bodyPart());
        this.filesPart();
        if (rare.length) this.form.append(this.rarePart(rare, shown));
        const unknown = this.saved.unknown || [];
        if (unknown.length) this.form.append(element('p', { class: 'form-help' }, [app.text('unknown_keys', unknown.join(app.text('between')))]));
      }
      if (isRaw) this.filesPart();
      this.rawButton.textContent = app.text(isRaw ? 'to_form' : 'to_raw');
    }
    /* The table of a ledger; its columns are described as its head says. */
    tablePart(shown) {
      const { edited, kind } = this, columns = kind.fields.find(({ code }) => code === 'columns');
      if (!edited.rows || edited.values.table) return;
      this.form.append(app.tablePart(edited.rows, () => {
        if (columns && app.describeColumns(edited, this.data.map(({ key }) => key))) this.form.querySelector('[data-group=columns]').replaceWith(shown(columns, edited.values));
        this.changed();
      }));
      const described = this.form.querySelector('[data-group=columns]');
      if (described) this.form.append(described);
    }
    /* A workbook that is added to a ledger is its table. */
    takeTable(name) {
      const { edited } = this;
      if (edited.kind !== 'ledger' || edited.values.table || !/\.(csv|xlsx?|ods)$/i.test(name)) return;
      edited.values.table = name;
      this.draw();
    }
    /* Fields that are seldom filled in, folded under their names. */
    rarePart(rare, shown) {
      const names = rare.slice(0, MOST_NAMED).map(({ label }) => label).join(app.text('between'));
      const title = app.text('rare_fields', MOST_NAMED < rare.length ? app.text('and_more', names) : names);
      return element('details', { class: 'form-more' }, [element('summary', {}, [title]), element('div', { class: 'form-fields' }, rare.map((field) => shown(field, this.edited.values)))]);
    }
    filesPart() {
      if (!this.saved.files || NO_FILES.includes(this.edited.kind)) return;
      this.filing = app.filesPart(this.edited, { changed: () => this.changed(), insert: (text) => this.insert(text), isTable: (name) => this.takeTable(name) });
      this.form.append(this.filing.part);
      app.dropped = (files) => this.filing.take(files);
    }
    bodyPart() {
      const body = element('textarea', { id: 'editor-body', rows: 12, 'aria-describedby': 'editor-body-help editor-body-wrong' });
      body.value = this.edited.body;
      body.addEventListener('input', () => { this.edited.body = body.value; this.changed(); });
      return element('div', { class: 'form-line form-text' }, [
        element('label', { for: 'editor-body' }, [app.text('body')]), body,
        element('span', { id: 'editor-body-wrong', class: 'form-wrong', role: 'alert' }), element('span', { id: 'editor-body-help', class: 'form-help' }, [this.kind.bodyHelp]),
      ]);
    }
    insert(text) {
      const into = document.getElementById(this.edited.raw === null ? 'editor-body' : 'editor-raw');
      if (!into) return;
      const at = into.selectionEnd || into.value.length, before = into.value.slice(0, at).replace(/\s+$/, '');
      into.value = (before && before + '\n\n') + text + '\n' + (into.value.slice(at).trim() && '\n' + into.value.slice(at).replace(/^\s+/, ''));
      into.dispatchEvent(new Event('input'));
      into.focus();
    }

    async toggleRaw() {
      const { edited } = this;
      if (this.saved.raw_only) return app.notice(app.text('only_raw'));
      if (edited.raw === null) {
        await this.check();
        edited.raw = this.shownRaw = this.text;
      } else if (edited.raw === this.shownRaw) {
        edited.raw = null;
      } else if (edited.raw === this.saved.raw) {
        Object.assign(edited, { raw: null, values: plain(this.saved.values), body: this.saved.body });
      } else {
        return app.notice(app.text('raw_save_first'));
      }
      this.draw();
      this.check();
      const first = this.form.querySelector('input, textarea');
      if (first) first.focus();
    }

    async save() {
      if (this.isSaving) return;
      this.isSaving = true;
      this.isAsked = true;
      this.state.textContent = app.text('saving');
      try {
        const done = await app.save(this.edited);
        if (!done) this.state.textContent = app.text('kept');
        else if (done.path) await this.finish(done);
        else this.refused(done);
      } catch (error) {
        this.state.textContent = error.message;
        app.notice(app.text('not_saved') + app.text('colon') + error.message);
      }
      this.isSaving = false;
    }
    /* Gives the file the name that its day asks for; what names it follows. */
    async rename() {
      if (this.isChanged) {
        await this.save();
        if (this.isChanged) return;
      }
      try {
        const { path } = app.editing.edited;
        const { state, lines, result } = await app.task('rename', { path });
        if (state !== 'done') {
          await app.dialog(app.text('task_failed'), [element('ul', { class: 'findings' }, lines.map((text) => element('li', {}, [text])))], [{ value: true, words: app.text('close'), kind: 'button main' }]);
          return;
        }
        app.notice(app.text('renamed', result.record.split('/').filter((part) => part !== 'index.md').pop()));
        app.go('record', { path: result.record });
      } catch (error) {
        app.notice(error.message);
      }
    }
    refused(done) {
      this.state.textContent = app.text('not_saved');
      this.tell({ problems: done.problems, counts: this.checked && this.checked.counts });
      if (this.first) app.findings.reach(this.first.where);
    }
    async finish(done) {
      app.drafts.remove(this.id);
      app.windows.saved(done.path);
      this.isChanged = false;
      if (app.isWhole(this.edited.kind)) await app.refresh();
      const link = done.page ? app.page(app.text('see_page'), done.page) : undefined;
      app.notice(app.text(done.isTheirs ? 'taken_theirs' : 'saved'), link);
      const address = app.address('record', { path: done.path });
      const isSame = location.hash === address, { scrollY } = window, code = document.activeElement && document.activeElement.dataset.code;
      if (!isSame) history.replaceState(null, '', address);
      await app.show();
      // Who saves in the middle of a form goes on there.
      if (!isSame || !app.editing) return;
      window.scrollTo(0, scrollY);
      const at = code && app.editing.form.querySelector('[data-code="' + code + '"]');
      if (at) at.focus({ preventScroll: true });
    }
  }

  app.Editor = Editor;
})();
