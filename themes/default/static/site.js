/* Extras only: the site is whole without this file. */
(function () {
  function each(list, act) { for (var i = 0; i < list.length; i++) act(list[i]); }
  // A link to a figure shows the records behind it.
  function reveal() {
    var id = location.hash.slice(1), target = null;
    try { target = id && document.getElementById(decodeURIComponent(id)); } catch (_) { target = null; }
    if (!target) return;
    each(target.querySelectorAll('tbody > .behind details, :scope > .behind details'), function (it) { it.open = true; });
    for (var up = target; up; up = up.parentNode) if (up.nodeName === 'DETAILS') up.open = true;
  }
  // What scrolls sideways is a stop of the keyboard, only while it does.
  function stops() {
    each(document.querySelectorAll('.scroll, .chart-scroll, .table, .table-wrap'), function (it) {
      if (it.scrollWidth > it.clientWidth) it.tabIndex = 0; else it.removeAttribute('tabindex');
    });
  }
  window.addEventListener('resize', stops);
  stops();
  // Paper has nothing to unfold.
  var opened = [];
  window.addEventListener('beforeprint', function () {
    each(document.querySelectorAll('img[loading]'), function (it) { it.loading = 'eager'; });
    each(document.querySelectorAll('details:not([open])'), function (it) { it.open = true; opened.push(it); });
  });
  window.addEventListener('afterprint', function () {
    each(opened.splice(0), function (it) { it.open = false; });
  });
  // A document on paper has a button of its own.
  each(document.querySelectorAll('.bar button, .print-now'), function (it) {
    it.hidden = false;
    it.addEventListener('click', function () { window.print(); });
  });
  // A slash leads to the search, unless somebody is writing.
  document.addEventListener('keydown', function (event) {
    var box = document.querySelector('input[type=search]'), on = event.target;
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !box) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(on.nodeName) || on.isContentEditable) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  // How many days ago everything was judged, so that silence shows too.
  each(document.querySelectorAll('time[data-ago]'), function (it) {
    var part = it.dateTime.split('-'), now = new Date();
    var days = Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(part[0], part[1] - 1, part[2])) / 864e5);
    if (days > 0) it.insertAdjacentText('afterend', it.dataset.ago.replace('{}', days));
  });
  window.addEventListener('hashchange', reveal);
  reveal();
})();
