/* Saving a record: what was written here never replaces a text that nobody has seen. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;

  /* The rows of a table as the text of a CSV file; rows without any text are left out. */
  function csv(rows) {
    const cell = (text) => (/[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);
    return rows.filter((row) => row.some((text) => text.trim())).map((row) => row.map(cell).join(',') + '\n').join('');
  }

  /* What a call about the record says of it. */
  app.told = (edited) => {
    const { path, school, pair, kind, values, body, raw, rows } = edited;
    const names = [...edited.files.map(({ name }) => name).filter((name) => !edited.remove.includes(name)), ...edited.uploads.map(({ name }) => name)];
    return { path: path || undefined, school, pair: pair || undefined, kind, values, body, raw: raw === null ? undefined : raw, rows: rows || undefined, table: rows && !path ? csv(rows) : undefined, files: names };
  };

  async function refused(error, save) {
    const problems = error.answer.problems || [];
    const rows = problems.filter(app.findings.isError).map(({ message }) => element('li', {}, [message]));
    const chosen = await app.dialog(app.text('not_saved'), [element('p', {}, [error.message]), element('ul', { class: 'findings' }, rows), element('p', { class: 'quiet' }, [app.text('as_draft_lead')])], [
      { value: 'fix', words: app.text('fix_first'), kind: 'button main' },
      { value: 'draft', words: app.text('as_draft') },
    ]);
    return chosen === 'draft' ? save({ draft: true, force: true }) : { problems };
  }

  /* Both texts are shown; what a person chose is saved over the one that was seen. */
  async function differs(edited, error, save) {
    const { theirs } = error.answer;
    const { text } = await app.call('check', app.told(edited));
    const chosen = await app.compare(theirs.raw, text);
    if (!chosen) return null;
    if (chosen.take === 'theirs') return { path: edited.path, isTheirs: true };
    edited.digest = theirs.digest;
    if (chosen.take === 'merged') edited.raw = chosen.text;
    return save({});
  }

  /* Saves `edited`. Answers with what the program said, `isTheirs` where the text of the folder was taken, or null. */
  app.save = async (edited, options) => {
    const save = (more) => app.save(edited, more);
    try {
      const uploads = edited.uploads.map(({ id, name }) => ({ id, name }));
      return await app.call('save', { ...app.told(edited), digest: edited.digest, uploads, remove: edited.remove, ...options });
    } catch (error) {
      if (error.status === 409 && error.answer.theirs) return differs(edited, error, save);
      if (error.answer.problems && !(options && options.force)) return refused(error, save);
      throw error;
    }
  };

  /* The text of a file beside what is written here, where the file changed while it was open. */
  app.lookAtBoth = async (edited) => {
    const theirs = await app.call('record', undefined, { path: edited.path });
    const { text } = await app.call('check', app.told(edited));
    const chosen = await app.compare(theirs.raw, text);
    if (!chosen) return null;
    edited.digest = theirs.digest;
    if (chosen.take === 'merged') edited.raw = chosen.text;
    return chosen.take;
  };
})();
