/* What every part of the local app uses: calls of the program, words, dialogs, notices, and the way from an address to a view.
   Works from Chromium 86 on; nothing is loaded from elsewhere. */
(function () {
  'use strict';
  const { element } = window.guidangFields;
  const place = (id) => document.getElementById(id);
  // `views` makes the main part of the page for the name in its address; `start` is what the program said first.
  const app = { views: {}, start: null, words: {}, leave: null, shown: '', standing: '' };

  /* A sentence in the language of the archive. Each `{}` is replaced with the next part. */
  app.text = (name, ...parts) => String(app.words[name] || name).replace(/\{\}/g, () => String(parts.shift()));

  /* Calls the program: with a body as POST, otherwise as GET. Throws an error with the sentence to show. */
  app.call = async (name, body, query) => {
    const request = { method: body === undefined ? 'GET' : 'POST', headers: { 'X-Guidang': '1' }, credentials: 'same-origin', cache: 'no-store' };
    if (body instanceof Blob) {
      request.headers['Content-Type'] = 'application/octet-stream';
      request.body = body;
    } else if (body !== undefined) {
      request.headers['Content-Type'] = 'application/json';
      request.body = JSON.stringify(body);
    }
    const filled = Object.entries(query || {}).filter(([, value]) => value !== undefined && value !== '');
    const address = 'api/' + name + (filled.length ? '?' + new URLSearchParams(filled) : '');
    let answer;
    try {
      answer = await fetch(address, request);
    } catch (_) {
      app.alert(app.text('gone'));
      throw Object.assign(new Error(app.text('gone')), { status: 0, answer: {} });
    }
    app.alert('');
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(told.error || app.text('failed')), { status: answer.status, answer: told });
    return told;
  };

  /* Something that stays in sight until it no longer holds. */
  app.alert = (now) => {
    const text = now || app.standing;
    if (place('alerts').textContent !== text) place('alerts').replaceChildren(...(text ? [element('p', { class: 'alert' }, [text])] : []));
  };
  /* Something that is said once. */
  let fading = 0, told = 0;
  const LONG_AGO = 1500;
  app.notice = (text, link) => {
    clearTimeout(fading);
    told = Date.now();
    place('notice').replaceChildren(text, ...(link ? [' ', link] : []));
    place('notice').classList.add('is-shown');
    fading = setTimeout(() => place('notice').classList.remove('is-shown'), link ? 12000 : 6000);
  };

  app.address = (name, query) => {
    const filled = Object.entries(query || {}).filter(([, value]) => value);
    return '#/' + name + (filled.length ? '?' + new URLSearchParams(filled) : '');
  };
  app.go = (name, query) => { location.hash = app.address(name, query); };
  app.link = (text, name, query, kind) => element('a', { href: app.address(name, query), class: kind }, [text]);
  /* A page of the site in a window of its own. */
  app.page = (text, page, kind) => element('a', { href: '/' + String(page).replace(/^\//, ''), target: 'guidang-site', class: kind }, [text]);
  app.action = (text, act, kind) => {
    const made = element('button', { type: 'button', class: kind || 'button' }, [text]);
    made.addEventListener('click', act);
    return made;
  };
  app.section = (title, children, id) => element('section', { id }, [element('h2', {}, [title]), ...children]);
  app.head = (title, lead, actions) => element('header', { class: 'page-head' }, [
    element('div', {}, [element('h1', { tabindex: -1 }, [title]), ...(lead ? [element('p', { class: 'lead' }, [lead])] : [])]),
    ...(actions && actions.length ? [element('div', { class: 'head-actions' }, actions)] : []),
  ]);

  /* A choice with its label: `options` are pairs of a value and its words. */
  app.select = (id, label, options, value, act) => {
    const select = element('select', { id }, options.map(([key, words]) => new Option(words, key, false, key === value)));
    select.addEventListener('change', () => act(select.value));
    return element('div', { class: 'form-line' }, [element('label', { for: id }, [label]), select]);
  };
  app.input = (id, label, value, help, more) => {
    const input = element('input', { id, type: 'text', value, autocomplete: 'off', 'aria-describedby': help ? id + '-help' : undefined, ...more });
    return { input, line: element('div', { class: 'form-line' }, [element('label', { for: id }, [label]), input, help ? element('span', { id: id + '-help', class: 'form-help' }, [help]) : '']) };
  };

  /* Asks, and answers with the value of the button that was chosen; undefined where the dialog was left. */
  app.dialog = (title, children, choices, kind) => new Promise((done) => {
    const dialog = element('dialog', { class: 'dialog ' + (kind || ''), 'aria-labelledby': 'dialog-title' }, [element('h2', { id: 'dialog-title' }, [title]), ...children]);
    let answer;
    const buttons = choices.map(({ value, words, kind }) => app.action(words, () => { answer = value; dialog.close(); }, kind || 'button'));
    dialog.append(element('p', { class: 'dialog-ends' }, buttons));
    dialog.addEventListener('close', () => { dialog.remove(); done(answer); });
    document.body.append(dialog);
    dialog.showModal();
  });
  app.ask = (title, text, yes, kind) => app.dialog(title, [element('p', {}, [text])], [
    { value: true, words: yes, kind: kind || 'button main' },
    { value: false, words: app.text('cancel') },
  ]);

  app.kindName = (kind) => app.words['kind_' + kind] || kind;
  app.kind = (kind) => app.start.kinds.find((known) => known.kind === kind);
  app.school = (id) => app.start.schools.find((known) => known.id === id);
  app.schoolName = (id) => (app.school(id) || { name: '' }).name;
  /* Everything said first is asked for again, for after a new school or pair. */
  app.refresh = async () => {
    app.start = await app.call('start', undefined, { lang: app.lang });
    app.words = app.start.words;
    app.frame();
  };

  /* The head of the page. Without a record there is no day up to which progress is judged. */
  const FIRST_DAY = '1900-01-01';
  const NAV = ['today', 'records', 'new', 'import', 'tasks', 'trash'];
  app.frame = () => {
    const { archive } = app.start, lang = (archive && archive.lang) || app.lang || 'zh';
    document.documentElement.lang = lang.startsWith('zh') ? 'zh-CN' : lang;
    place('skip').textContent = app.text('skip');
    place('brand').textContent = archive ? archive.title : app.text('program');
    place('as-of').textContent = archive && archive.as_of && FIRST_DAY < archive.as_of ? app.text('as_of', archive.as_of) : '';
    place('nav').setAttribute('aria-label', app.text('nav'));
    drawNav(Boolean(archive));
    app.standing = archive && archive.read_only ? app.text('read_only', archive.root) : '';
    app.alert('');
    markCurrent();
  };
  /* The links are made again only when they change: one that is being clicked, or has the focus, stays. */
  let drawn = '';
  function drawNav(isOpen) {
    const names = isOpen ? NAV : [], said = [...names.map((name) => app.text('nav_' + name)), app.text('quit')].join('\n');
    if (said === drawn) return;
    drawn = said;
    const links = names.map((name) => app.link(app.text('nav_' + name), name));
    if (isOpen) links.push(app.page(app.text('nav_site'), '', 'nav-site'));
    links.push(app.action(app.text('quit'), app.quit, 'as-link nav-quit'));
    place('nav').replaceChildren(element('ul', {}, links.map((link) => element('li', {}, [link]))));
  }
  /* Ends the program; what was not saved is kept as a draft. */
  app.quit = async () => {
    if (app.leave) app.leave();
    app.leave = null;
    await app.call('quit', {});
    app.isOver = true;
    place('nav').replaceChildren();
    place('main').replaceChildren(app.head(app.text('quit_done'), app.text('quit_again')));
  };
  function markCurrent() {
    for (const link of place('nav').querySelectorAll('a')) {
      if (app.shown && link.hash.startsWith('#/' + app.shown)) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }

  /* Shows the view of the address. A view answers with the title and the parts of the page. */
  let turn = 0;
  app.show = () => show(() => true);
  /* The same view again where something changed, unless somebody begins to do something in it meanwhile. */
  app.showAgain = (isIdle) => show(isIdle);
  async function show(isWanted) {
    const [name, query] = location.hash.replace(/^#\/?/, '').split('?');
    const known = app.start.archive ? (app.views[name] ? name : 'today') : 'begin';
    if (app.leave) app.leave();
    app.leave = null;
    app.shown = known;
    if (LONG_AGO < Date.now() - told) place('notice').classList.remove('is-shown');
    const mine = (turn += 1), main = place('main');
    main.setAttribute('aria-busy', 'true');
    let view;
    try {
      view = await app.views[known](Object.fromEntries(new URLSearchParams(query || '')));
    } catch (error) {
      if (error.status === undefined) console.error(error);
      view = { title: app.text('failed'), parts: [app.head(app.text('failed'), error.message, [app.link(app.text('nav_today'), 'today')])] };
    }
    if (mine !== turn) return;
    main.removeAttribute('aria-busy');
    if (main.classList.contains('view-' + known) && !isWanted()) return;
    main.className = 'wrap view-' + known;
    main.replaceChildren(...view.parts);
    document.title = view.title + ' · ' + place('brand').textContent;
    markCurrent();
    const first = main.querySelector(view.focus || 'h1');
    if (first) first.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    if (view.ready) view.ready();
  }

  window.guidangApp = app;
})();
