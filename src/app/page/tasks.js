/* What is done with the whole archive: check, make the site, print, archive, close and seal a term. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const WAIT = 400, PLAIN = ['check', 'build', 'archive'], OF_TERM = ['print', 'close', 'seal'];
  const pause = () => new Promise((done) => setTimeout(done, WAIT));

  /* Runs one task to its end; answers with what the program says of it, and calls `progress` with each state on the way. */
  app.task = async (action, more, progress = () => {}) => {
    const { job } = await app.call('do', { action, ...more });
    for (;;) {
      const told = await app.call('job', undefined, { id: job });
      progress(told);
      if (told.state !== 'running') return told;
      await pause();
    }
  };

  /* Runs one task to its end; its messages appear as they come. */
  async function run(action, more, out) {
    const log = element('ol'), box = element('div', { class: 'log', role: 'log', 'aria-label': app.text('messages'), tabindex: 0 }, [log]);
    const state = element('p', { role: 'status' }, [app.text('running')]);
    out.replaceChildren(state, box);
    out.hidden = false;
    out.scrollIntoView({ block: 'nearest' });
    let told;
    try {
      told = await app.task(action, more, ({ lines = [] }) => {
        log.append(...lines.slice(log.children.length).map((line) => element('li', {}, [line])));
        box.scrollTop = box.scrollHeight;
      });
    } catch (error) {
      state.textContent = error.message;
      state.className = 'form-wrong';
      return;
    }
    const isDone = told.state === 'done', { result } = told;
    state.className = isDone ? 'fine' : 'form-wrong';
    state.textContent = app.text(isDone ? 'task_done' : 'task_failed');
    const parts = [];
    if (result && result.page) parts.push(app.page(app.text('open'), result.page, 'button'));
    if (isDone && result && result.path) parts.push(element('span', {}, [app.text('lies_at', result.path)]));
    if (parts.length) out.insertBefore(element('p', {}, parts), box);
  }

  function task(action, terms, all) {
    const out = element('div', { class: 'task-out', hidden: true }), query = { term: terms.length ? terms[0].id : '' };
    const parts = [element('h2', {}, [app.text('do_' + action)]), element('p', { class: 'quiet' }, [app.text('do_' + action + '_what')])];
    if (OF_TERM.includes(action) && terms.length) {
      const options = terms.map(({ id, name, sealed }) => [id, sealed ? app.text('term_sealed', name) : name]);
      parts.push(app.select('term-' + action, app.text('term'), options, query.term, (id) => { query.term = id; }));
    }
    const start = app.action(app.text('do_' + action), async () => {
      const sure = app.words['do_' + action + '_sure'];
      const name = (terms.find(({ id }) => id === query.term) || { name: '' }).name;
      if (sure && !await app.ask(app.text('do_' + action), app.text('do_' + action + '_sure', name), app.text('do_' + action))) return;
      all.forEach((one) => { one.disabled = true; });
      await run(action, OF_TERM.includes(action) ? { term: query.term || undefined } : {}, out);
      all.forEach((one) => { one.disabled = false; });
      start.focus();
    }, action === 'build' ? 'button main' : 'button');
    all.push(start);
    parts.push(element('p', {}, [start]), out);
    return element('section', { class: 'task', id: 'task-' + action }, parts);
  }

  app.views.tasks = async () => {
    const terms = app.start.terms || [], all = [];
    const plain = PLAIN.map((action) => task(action, terms, all));
    const ofTerm = OF_TERM.filter(() => terms.length).map((action) => task(action, terms, all));
    return {
      title: app.text('nav_tasks'),
      parts: [app.head(app.text('nav_tasks'), app.text('tasks_lead')), element('div', { class: 'tasks' }, [...plain, ...ofTerm])],
    };
  };
})();
