/* The first page: what is to be done today, and what has to exist before records make sense. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields;
  const MOST = 8;

  /* A sentence without the place of its file, to which it leads anyway. */
  const sentence = ({ words, path }) => (path && words.startsWith(path + ':') ? words.slice(words.indexOf(': ', path.length) + 2) : words);
  function row(item) {
    const to = item.path ? app.link(sentence(item), 'record', { path: item.path })
      : item.page ? app.page(item.words, item.page) : item.words;
    const aside = [item.path && item.path.split('/').pop(), item.school && (app.schoolName(item.school) || item.school), item.plan, item.day].filter((part) => part).join(' · ');
    return element('li', {}, [to, ...(aside ? [element('span', { class: 'quiet' }, [aside])] : [])]);
  }
  /* A list of which the rest is folded away. */
  function list(items, kind) {
    const parts = [element('ul', { class: 'todo ' + (kind || '') }, items.slice(0, MOST).map(row))];
    if (MOST < items.length) {
      const rest = items.slice(MOST);
      parts.push(element('details', { class: 'form-more' }, [element('summary', {}, [app.text('more_of', rest.length)]), element('ul', { class: 'todo ' + (kind || '') }, rest.map(row))]));
    }
    return parts;
  }
  function part(name, items, kind) {
    return items && items.length ? [app.section(app.text(name, items.length), list(items, kind), name)] : [];
  }

  function draftList() {
    const all = app.drafts.all();
    if (!all.length) return [];
    const rows = all.map(({ id, draft }) => {
      const item = element('li', {}, [
        app.drafts.link(id, app.drafts.title(draft)),
        element('span', { class: 'quiet' }, [[app.kindName(draft.kind), app.schoolName(draft.school), app.drafts.when(draft)].filter((words) => words).join(' · ')]),
      ]);
      item.append(app.action(app.text('discard'), async () => {
        if (!await app.ask(app.text('discard'), app.text('discard_sure', app.drafts.title(draft)), app.text('discard'), 'button danger')) return;
        app.drafts.remove(id);
        app.show();
      }, 'form-small'));
      return item;
    });
    return [app.section(app.text('unfinished', all.length), [element('p', { class: 'quiet' }, [app.text('unfinished_lead')]), element('ul', { class: 'todo' }, rows)], 'unfinished')];
  }
  app.draftList = draftList;

  /* The way from an empty archive to its first record. */
  async function steps() {
    const { schools, pairs } = app.start;
    const plans = (await app.call('records', undefined, { kind: 'plan' })).total;
    const visits = (await app.call('records', undefined, { kind: 'visit' })).total;
    const all = [
      ['step_schools', schools.length, 'school'], ['step_pairs', pairs.length, 'pair'],
      ['step_plan', plans, 'plan'], ['step_visit', visits, 'visit'],
    ];
    const next = all.findIndex(([, count]) => !count);
    if (next < 0 || !all.some(([, , kind]) => app.kind(kind))) return [];
    const rows = all.map(([name, count, kind], at) => element('li', { class: count ? 'is-done' : at === next ? 'is-next' : '', 'aria-current': at === next ? 'step' : undefined }, [
      element('b', {}, [app.text(name)]), element('span', { class: 'quiet' }, [count ? app.text('step_done', count) : app.text(name + '_why')]),
      app.link(app.text(count ? 'step_more' : 'step_begin'), 'new', { kind }, at === next ? 'button main' : 'button'),
    ]));
    return [app.section(app.text('steps'), [element('ol', { class: 'steps' }, rows)], 'steps')];
  }

  app.views.today = async () => {
    const [today, begin] = await Promise.all([app.call('today'), steps()]);
    const { problems } = today;
    const lists = [
      ...(problems.list && problems.list.length ? [app.section(app.text('problems', problems.errors, problems.warnings), list(problems.list, 'is-wrong'), 'problems')] : []),
      ...part('behind', today.behind, 'is-behind'), ...part('due', today.due), ...part('follow_ups', today.follow_ups),
    ];
    const unfinished = draftList(), { drafts, trash } = today;
    const small = [
      ...(drafts ? [app.link(app.text('drafts_saved', drafts), 'records', { show: 'drafts' })] : []),
      ...(trash ? [app.link(app.text('trash_holds', trash), 'trash')] : []),
    ];
    const actions = [
      app.link(app.text('write_new'), 'new', {}, 'button main'), app.link(app.text('import_files'), 'import', {}, 'button'),
      app.link(app.text('all_records'), 'records', {}, 'button'),
    ];
    const count = lists.length + unfinished.length;
    const lead = count || begin.length ? app.text('today_lead') : app.text('nothing_due');
    return {
      title: app.text('nav_today'),
      parts: [
        app.head(app.text('today_title'), lead), element('p', { class: 'big-actions' }, actions),
        ...unfinished, ...begin, ...lists,
        ...(small.length ? [element('p', { class: 'small-links' }, small)] : []),
      ],
    };
  };
})();
