/* Two texts of one record side by side: what lies in the folder by now, and what was written here. Nothing is overwritten
   before a person has seen both. */
(function () {
  'use strict';
  const app = window.guidangApp, { element } = window.guidangFields, MOST_CELLS = 4000000;

  /* The lines of both texts in pairs; a line without its like stands alone. */
  function aligned(left, right) {
    const a = left.split('\n'), b = right.split('\n'), width = b.length + 1, pairs = [];
    if (MOST_CELLS < (a.length + 1) * width) return a.map((line, at) => [line, b[at]]).concat(b.slice(a.length).map((line) => [undefined, line]));
    const common = new Uint32Array((a.length + 1) * width);
    for (let i = a.length - 1; 0 <= i; i -= 1) {
      for (let j = b.length - 1; 0 <= j; j -= 1) {
        common[i * width + j] = a[i] === b[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
      }
    }
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        pairs.push([a[i], b[j]]);
        i += 1;
        j += 1;
      } else if (j === b.length || (i < a.length && common[i * width + j + 1] <= common[(i + 1) * width + j])) {
        pairs.push([a[i], undefined]);
        i += 1;
      } else {
        pairs.push([undefined, b[j]]);
        j += 1;
      }
    }
    return pairs;
  }

  function side(line, other, sign) {
    const differs = line !== other;
    const cell = element('td', { class: line === undefined ? 'is-none' : differs ? 'is-other' : '' }, []);
    if (line !== undefined) cell.append(...(differs ? [element('span', { class: 'hidden' }, [sign])] : []), line || '\u00A0');
    return cell;
  }
  function table(theirs, mine, isGone) {
    const rows = aligned(theirs, mine).map(([left, right]) => element('tr', {}, [side(left, right, app.text('differs')), side(right, left, app.text('differs'))]));
    const heads = [isGone ? 'text_before' : 'text_on_disk', 'text_here'].map((name) => element('th', { scope: 'col' }, [app.text(name)]));
    return element('div', { class: 'compare', tabindex: 0, role: 'region', 'aria-label': app.text('both_texts') }, [
      element('table', {}, [element('thead', {}, [element('tr', {}, heads)]), element('tbody', {}, rows)]),
    ]);
  }

  /* Shows both; of a file that is gone, the text that was opened. Answers `{take: 'theirs'}`, `{take: 'mine'}`, `{take: 'merged', text}`, or undefined. */
  app.compare = async (theirs, mine, isGone) => {
    const chosen = await app.dialog(app.text('both_title'), [element('p', {}, [app.text(isGone ? 'both_gone' : 'both_lead')]), table(theirs, mine, isGone)], [
      ...(isGone ? [] : [{ value: 'theirs', words: app.text('take_theirs') }]),
      { value: 'mine', words: app.text('take_mine') },
      { value: 'merged', words: app.text('merge') },
      { value: undefined, words: app.text('later') },
    ], 'is-wide');
    if (chosen !== 'merged') return chosen && { take: chosen };
    const text = element('textarea', { class: 'raw', rows: 22, 'aria-label': app.text('merge') });
    text.value = mine;
    const kept = element('details', { class: 'form-more', open: true }, [element('summary', {}, [app.text('both_texts')]), table(theirs, mine, isGone)]);
    const done = await app.dialog(app.text('merge'), [element('p', {}, [app.text('merge_lead')]), kept, text], [
      { value: true, words: app.text('merge_save'), kind: 'button main' },
      { value: undefined, words: app.text('cancel') },
    ], 'is-wide');
    return done && { take: 'merged', text: text.value };
  };
})();
