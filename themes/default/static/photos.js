/* Photos over the page, with arrow keys and Esc. Without this file they are links to their files. */
(function () {
  var words = window.guidangWords, links = document.querySelectorAll('.pictures a'), at = 0;
  var box = document.createElement('dialog');
  if (!words || !links.length || !box.showModal) return;
  box.className = 'photo-box';
  box.setAttribute('aria-label', words.photos);
  function add(parent, name, text, act) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (act) {
      made.type = 'button';
      made.addEventListener('click', act);
    }
    parent.appendChild(made);
    return made;
  }
  var picture = add(box, 'img'), bar = add(box, 'p');
  var name = add(bar, 'span'), original = add(bar, 'a', words.photo_original);
  if (links.length > 1) {
    add(bar, 'button', words.photo_before, function () { show(at - 1); });
    add(bar, 'button', words.photo_after, function () { show(at + 1); });
  }
  var close = add(bar, 'button', words.photo_close, function () { box.close(); });
  function show(place) {
    at = (place + links.length) % links.length;
    var small = links[at].querySelector('img');
    // A photo that the site made smaller is large enough for any screen.
    picture.src = /\.w1280\./.test(small.src) ? small.src : links[at].href;
    picture.alt = small.alt;
    original.href = links[at].href;
    name.textContent = (links.length > 1 ? at + 1 + '/' + links.length + ' ' : '') + small.alt;
  }
  Array.prototype.forEach.call(links, function (link, place) {
    link.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(place);
      box.showModal();
      close.focus();
    });
  });
  box.addEventListener('keydown', function (event) {
    var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) show(at + step);
  });
  box.addEventListener('click', function (event) { if (event.target === box) box.close(); });
  box.addEventListener('close', function () { links[at].focus(); });
  document.body.appendChild(box);
})();
