/* What is being written is kept in this browser after each key, so that neither a closed window nor a killed program loses it.
   A draft is kept under the archive and the path of its record, or under a name of its own while there is no record yet. */
(function () {
  'use strict';
  const app = window.guidangApp;
  const key = (id) => 'guidang-app:' + app.start.archive.root + ':' + id;

  const drafts = {
    read(id) {
      try { return JSON.parse(localStorage.getItem(key(id)) || 'null'); } catch (_) { return null; }
    },
    write(id, draft) {
      try {
        localStorage.setItem(key(id), JSON.stringify({ ...draft, when: Date.now() }));
        return true;
      } catch (_) {
        return false;
      }
    },
    remove(id) {
      try { localStorage.removeItem(key(id)); } catch (_) { /* there is none */ }
    },
    /* All drafts of this archive, the latest first. */
    all() {
      const found = [], prefix = key('');
      try {
        for (const name of Object.keys(localStorage)) {
          const draft = name.startsWith(prefix) && drafts.read(name.slice(prefix.length));
          if (draft) found.push({ id: name.slice(prefix.length), draft });
        }
      } catch (_) { /* the browser keeps nothing */ }
      return found.sort((one, other) => other.draft.when - one.draft.when);
    },
    newId: () => 'new-' + Date.now().toString(36) + '-' + Math.floor(Math.random() * 1e6).toString(36),
    isNew: (id) => id.startsWith('new-'),
    title: ({ values, kind }) => (values && (values.title || values.name)) || app.text('untitled', app.kindName(kind)),
    link(id, words, kind) {
      return drafts.isNew(id) ? app.link(words, 'new', { draft: id }, kind) : app.link(words, 'record', { path: id }, kind);
    },
    /* When a draft was written, in the words of the browser's language. */
    when: ({ when }) => new Date(when).toLocaleString(document.documentElement.lang, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
  };

  /* The windows of this archive tell each other which records they have open. */
  const channel = window.BroadcastChannel ? new BroadcastChannel('guidang-app') : null;
  const windows = { open: '', told: null };
  const tell = (message) => channel && channel.postMessage({ root: app.start.archive.root, ...message });
  windows.watch = (id, told) => {
    windows.open = id;
    windows.told = told;
    if (id) tell({ opened: id });
  };
  windows.saved = (id) => tell({ saved: id });
  if (channel) {
    channel.addEventListener('message', ({ data }) => {
      if (!windows.open || !app.start.archive || data.root !== app.start.archive.root) return;
      if (data.opened === windows.open) tell({ also: windows.open });
      if ([data.opened, data.also].includes(windows.open)) windows.told('also');
      if (data.saved === windows.open) windows.told('saved');
    });
  }

  app.drafts = drafts;
  app.windows = windows;
})();
