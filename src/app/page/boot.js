/* Starts the page, and listens to what the program says about changes on disk. */
(function () {
  'use strict';
  const app = window.guidangApp;
  const place = (id) => document.getElementById(id), AGAIN = 2000, NEAR_TOP = 200;

  /* Nobody is in the middle of a list: showing it again takes no place away. */
  const isIdle = () => ['BODY', 'H1', 'MAIN'].includes(document.activeElement.tagName) && window.scrollY < NEAR_TOP;
  function listen() {
    const events = new EventSource('api/events');
    let isLost = false;
    events.addEventListener('open', () => {
      if (isLost) app.alert('');
      isLost = false;
    });
    events.addEventListener('changed', ({ data }) => {
      const { paths = [] } = JSON.parse(data || '{}');
      const { editing } = app;
      if (editing && editing.edited.path && (!paths.length || paths.includes(editing.edited.path))) editing.changedOutside();
      else if (['today', 'records'].includes(app.shown) && isIdle()) app.showAgain(isIdle);
    });
    // The archive was read again: what depends on other records, such as the name of a new school, is looked at again.
    events.addEventListener('built', async () => {
      const owners = () => JSON.stringify([app.start.schools, app.start.pairs]), before = owners();
      await app.refresh().catch(() => undefined);
      const { editing } = app;
      if (!editing) {
        if (owners() !== before && ['new', 'import'].includes(app.shown)) app.show();
        return;
      }
      editing.check();
      editing.changedOutside();
    });
    events.addEventListener('error', () => {
      if (app.isOver) {
        events.close();
        return;
      }
      isLost = true;
      app.alert(app.text('gone'));
      // A program that was started again has a new secret: the browser then gives up by itself.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN);
    });
  }

  async function boot() {
    place('skip').addEventListener('click', (event) => { event.preventDefault(); place('main').focus(); });
    try {
      await app.refresh();
    } catch (error) {
      // Without the program there are no words; what it said itself is shown.
      if (error.status) place('unanswered').textContent = error.message;
      place('unanswered').hidden = false;
      place('alerts').textContent = '';
      return;
    }
    window.addEventListener('hashchange', () => app.show());
    await app.show();
    listen();
  }
  boot();
})();
