/* The choice of what to write: a school and a kind. What was begun before stands on top. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const LAST = 'guidang-app-school';
  // Kinds that belong to no school, and those that most people write.
  const WHOLE = ['school', 'pair', 'indicators', 'site'], OFTEN = ['visit', 'summary', 'ledger', 'resource', 'honour', 'question'];
  const isWhole = (kind) => WHOLE.includes(kind);
  app.isWhole = isWhole;

  function lastSchool() {
    try { return localStorage.getItem(LAST) || ''; } catch (_) { return ''; }
  }
  function keepSchool(school) {
    try { localStorage.setItem(LAST, school); } catch (_) { /* it is chosen again next time */ }
  }

  /* Of some kinds the archive has one file, which is opened instead. */
  const onlyFile = (kind) => app.start.archive[kind];
  app.onlyFile = onlyFile;
  function card(kind, owner) {
    const address = onlyFile(kind) ? app.address('record', { path: onlyFile(kind) }) : app.address('new', { kind, ...(isWhole(kind) ? {} : owner) });
    return element('a', { class: 'card', href: address }, [
      element('b', {}, [app.kindName(kind)]), element('span', {}, [app.text('what_' + kind)]),
    ]);
  }

  function choice(asked) {
    const { schools, pairs } = app.start, known = schools.map(({ id }) => id);
    let school = [asked.school, lastSchool(), known[0]].find((id) => known.includes(id)) || '', pair = '';
    const cards = element('div', { class: 'cards' }), plans = element('div', { class: 'cards' }), whole = element('div', { class: 'cards' });
    const kinds = app.start.kinds.map(({ kind }) => kind);
    function draw() {
      cards.replaceChildren(...OFTEN.filter((kind) => kinds.includes(kind)).map((kind) => card(kind, { school })));
      plans.replaceChildren(...(kinds.includes('plan') ? [card('plan', pair ? { pair } : pair === null ? {} : { school })] : []));
      whole.replaceChildren(...kinds.filter(isWhole).map((kind) => card(kind)));
    }
    draw();
    const owners = [['', app.text('plan_of_school')], ['-', app.text('plan_of_all')], ...pairs.map(({ id, name }) => [id, app.text('plan_of_pair', name)])];
    const parts = [app.head(app.text('nav_new'), app.text(schools.length ? 'new_lead' : 'new_no_school'))];
    if (schools.length) {
      parts.push(app.select('new-school', app.text('school'), schools.map(({ id, name }) => [id, name]), school, (id) => { school = id; keepSchool(id); draw(); }), cards);
      parts.push(app.section(app.text('kind_plan'), [app.select('new-owner', app.text('plan_owner'), owners, '', (id) => { pair = id === '-' ? null : id; draw(); }), plans]));
    }
    parts.push(app.section(app.text('whole_archive'), [whole]));
    return { title: app.text('nav_new'), parts: [...parts.slice(0, 1), ...app.draftList(), ...parts.slice(1)] };
  }

  app.views.new = async (asked) => {
    if (asked.draft) {
      const draft = app.drafts.read(asked.draft);
      if (!draft) return choice({});
      const blank = await app.call('new', undefined, { school: draft.school, pair: draft.pair, kind: draft.kind });
      return app.editor({ ...blank, path: null, digest: null, school: draft.school, pair: draft.pair, kind: draft.kind }, asked.draft, draft);
    }
    // A school that was made a moment ago may not have been known yet.
    if (!app.start.schools.length) await app.refresh();
    const needsSchool = asked.kind && !isWhole(asked.kind) && asked.kind !== 'plan' && !asked.school;
    if (!asked.kind || needsSchool || !app.kind(asked.kind)) return choice(asked);
    const blank = await app.call('new', undefined, { school: asked.school, pair: asked.pair, kind: asked.kind });
    return app.editor({ ...blank, path: null, digest: null, school: asked.school || '', pair: asked.pair || '', kind: asked.kind }, app.drafts.newId(), null);
  };
})();
