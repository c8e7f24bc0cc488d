/* Saving a record: what was written here never replaces a text that nobody has seen. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;

  /* What a call about the record says of it. */
  app.told = (edited) => {
    const { path, school, pair, kind, values, body, raw, rows, remove, base } = edited;
    const uploads = edited.uploads.map(({ id, name }) => ({ id, name }));
    return { base, path: path || undefined, school, pair: pair || undefined, kind, values, body, raw: raw === null ? undefined : raw, rows: rows || undefined, files: app.fileNames(edited), uploads, remove };
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
    if (chosen.take === 'theirs') return { path: theirs.path, isTheirs: true };
    edited.path = theirs.path;
    edited.digest = theirs.digest;
    if (chosen.take === 'merged') edited.raw = chosen.text;
    return save({});
  }

  /* Saves `edited`. Answers with what the program said, `isTheirs` where the text of the folder was taken, or null. */
  app.save = async (edited, options) => {
    const save = (more) => app.save(edited, more);
    try {
      return await app.call('save', { ...app.told(edited), digest: edited.digest, ...options });
    } catch (error) {
      if (error.status === 409 && error.answer.theirs) return differs(edited, error, save);
      if (error.answer.problems && !(options && options.force)) return refused(error, save);
      throw error;
    }
  };

  /* The text of a file beside what is written here, where the file changed while it was open. */
  app.lookAtBoth = async (edited) => {
    const theirs = await app.call('record', undefined, { path: edited.path }).catch((error) => {
      if (error.status === 404) return null;
      throw error;
    });
    const { text } = await app.call('check', app.told(edited));
    const chosen = await app.compare(theirs ? theirs.raw : edited.base || '', text, !theirs);
    if (!chosen) return null;
    if (theirs) Object.assign(edited, { digest: theirs.digest, path: theirs.path });
    if (chosen.take === 'merged') edited.raw = chosen.text;
    return chosen.take;
  };
})();
