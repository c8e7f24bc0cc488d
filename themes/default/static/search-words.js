/* Texts as the search compares them: `normalise.rs`, `days.rs`, `numbers.rs` and `tokens.rs` in other words; and what else
   people may mean by what they type. Works from Chromium 86 on. */
(function () {
  'use strict';
  const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFE00-\uFE0F\uFEFF\u{E0100}-\u{E01EF}]/gu;
  const HAN = '\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096\\u30A1-\\u30FA\\u30FC\\u3105-\\u312F' +
    '\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA000-\\uA48C\\uAC00-\\uD7A3\\uF900-\\uFAFF\\u{20000}-\\u{3FFFD}';
  const TOKEN = new RegExp('[' + HAN + ']+|(?:(?![' + HAN + '])[\\p{Alphabetic}\\p{N}])+', 'gu');
  const TOKEN_OR_RUN = new RegExp('(?:[' + HAN + ']|[\\p{Alphabetic}\\p{N}])+', 'gu');
  const IS_HAN = new RegExp('^[' + HAN + ']', 'u'), IS_WORD = /[\p{Alphabetic}\p{N}]/u;
  const WORD = '(?:(?![' + HAN + '])[\\p{Alphabetic}\\p{N}])';
  // One mark for all that stand for the same.
  const MARKS = new Map();
  for (const [mark, others] of [['"', '“”„‟«»「」『』〝〞‘’‚‛\'`‹›'], ['(', '[{〔【〖'], [')', ']}〕】〗'], ['<', '〈《'], ['>', '〉》'], ['-', '‐‑‒–—―−~∼'], ['·', '•・‧∙⋅']]) {
    for (const other of others) MARKS.set(other, mark);
  }
  const OTHER_MARKS = /[“”„‟«»「」『』〝〞‘’‚‛'`‹›[{〔【〖\]}〕】〗〈《〉》‐‑‒–—―−~∼•・‧∙⋅]/g;
  // Marks that are often left out: of quotations and books unless they part two words, what opens the year of a document's number, the dot of a name.
  const HANZI = '[\\u3400-\\u4DBF\\u4E00-\\u9FFF]';
  const QUOTES = new RegExp(`(?<!${WORD}|["<>])["<>]+|["<>]+(?!${WORD}|["<>])`, 'gu');
  const BRACKET = new RegExp(`(?<!${WORD})\\((?=(?:19|20)\\d\\d(?:[)\\s]|$))`, 'gu'), DOT = new RegExp(`(?<=${HANZI})·(?=${HANZI})`, 'g');
  const LEFT_OUT = [QUOTES, BRACKET, DOT], COMMA = /(?<=\d),(?=\d{3}(?!\d))/g;
  const foldLetters = (text) => text.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().replace(OTHER_MARKS, (mark) => MARKS.get(mark));
  const foldMarks = (text) => LEFT_OUT.reduce((shorter, marks) => shorter.replace(marks, ''), foldLetters(text));

  // Days and months in any spelling become one.
  const GOES_ON = ' ?[-/.月] ?\\d';
  const DAY = new RegExp('(?<![\\d\\-/.])(\\d{4}) ?([-/.年]) ?(\\d{1,2})(?!\\d)(?:' +
    ` ?[-/.] ?(\\d{1,2})(?!\\d)(?: ?[日号]|(?!${GOES_ON}|[-/]))| ?月 ?(\\d{1,2})(?!\\d)(?: ?[日号]|(?!${GOES_ON}|[-/]|${HANZI}))|( ?月份?)|(?!${GOES_ON}))`, 'g');
  const SHORT_YEAR = /(?<![\d\-/.])(\d\d)(?= ?年 ?\d{1,2} ?月)/g;
  const COMPACT = /(?<![\d\-/.])((?:19|20)\d\d)(\d\d)(\d\d)?(?!\d)/g;
  const WITHOUT_YEAR = /(?<!\d)(\d{1,2}) ?月(?:份| ?(\d{1,2}) ?[日号])?/g;
  const ENGLISH = /(?<!\d)(\d{1,2}) ([a-z]{3,9}) (\d{4})(?!\d)/g;
  const MONTHS = 'january february march april may june july august september october november december'.split(' ');
  function written(all, year, month, day) {
    if (year < 1900 || year > 2199) return all;
    const at = new Date(0);
    at.setUTCFullYear(year === undefined ? 2000 : +year, month - 1, day === undefined ? 1 : +day);
    if (at.getUTCMonth() !== month - 1 || month < 1 || (day !== undefined && at.getUTCDate() !== +day)) return all;
    return (year === undefined ? '' : +year + '年') + +month + '月' + (day === undefined ? '' : +day + '日');
  }
  function numeric(all, year, mark, month, day, dayOfMonth, isMonth) {
    const which = day === undefined ? dayOfMonth : day;
    return which === undefined && isMonth === undefined && mark === '年' ? all : written(all, year, month, which);
  }
  const foldDays = (text) => text
    .replace(SHORT_YEAR, '20$1')
    .replace(DAY, numeric)
    .replace(COMPACT, (all, year, month, day) => written(all, year, month, day))
    .replace(ENGLISH, (all, day, month, year) => written(all, year, MONTHS.findIndex((name) => name.startsWith(month)) + 1, day))
    .replace(WITHOUT_YEAR, (all, month, day) => written(all, undefined, month, day));
  const THOUSANDS = /(?<![\d.,])\d{1,3}(?:,\d{3}(?!\d))+/g;
  const foldNumbers = (text) => text.replace(THOUSANDS, (number) => number.replace(/,/g, ''));
  // A number without its commas may read as a month: it is one then, however it is typed.
  function fold(text) {
    const days = foldDays(foldMarks(text)), numbers = foldNumbers(days);
    return numbers === days ? days : foldDays(numbers);
  }

  // A text with its marks folded, and where each letter of it comes from: a letter and its marks are folded together.
  function traced(text) {
    let plain = '', from = [], at = 0;
    for (const [cluster] of text.matchAll(/\P{M}?\p{M}*/gu)) {
      const letters = foldLetters(cluster);
      for (let of = 0; of < letters.length; of++) from.push(at);
      plain += letters;
      at += cluster.length;
    }
    for (const marks of [...LEFT_OUT, COMMA]) {
      const gone = new Set();
      for (const match of plain.matchAll(marks)) for (let of = 0; of < match[0].length; of++) gone.add(match.index + of);
      from = from.filter((_, of) => !gone.has(of));
      plain = plain.replace(marks, '');
    }
    from.push(text.length);
    return { plain, from };
  }

  const isWord = (char) => char !== '' && IS_WORD.test(char) && !IS_HAN.test(char);
  function before(text, at) {
    const pair = at > 1 && /[\uDC00-\uDFFF]/.test(text[at - 1]);
    return at > 0 ? text.slice(at - (pair ? 2 : 1), at) : '';
  }
  // Where a needle stands in a folded text; one that begins with a word stands at a word's beginning only.
  function place(text, needle, from) {
    const word = isWord(String.fromCodePoint(needle.codePointAt(0)));
    let at = text.indexOf(needle, from);
    while (word && at >= 0 && isWord(before(text, at))) at = text.indexOf(needle, at + 1);
    return at;
  }

  // The school year and half that a text names, as in the code of a term (`2023-2024-2`); `term_code` in src/parse/values.rs.
  const TERM = /(?<!\d)(\d{4}|\d\d)(?:[-/至]+(\d{4}|\d\d)-?(?:学年度?)?-?第?([一二12上下春秋])(?!\d)|年?([春秋]))季?(?:学期|期)?/;
  function termCode(text) {
    const [all, first, second, half, season] = TERM.exec(text) || [''];
    if (!all) return null;
    const year = (digits) => digits.length === 2 ? 2000 + +digits : +digits;
    const begins = season === '春' ? year(first) - 1 : year(first);
    if (second && year(second) !== begins + 1) return null;
    return { all, code: begins + '-' + (begins + 1) + '-' + ('一1上秋'.includes(half || season) ? 1 : 2) };
  }

  // What is not taken apart: a term, a day, a word, a character.
  const UNIT = new RegExp(TERM.source + `|\\d+年(?:\\d+月(?:\\d+日)?)?|\\d+月\\d+日|${WORD}+|.`, 'gu');

  // What else a folded needle may stand for: a day without its year or with two digits of it, the number of a document.
  const MONTH_AND_DAY = /^(\d\d?)[-/.](\d\d?)$/, SHORT_DAY = /^\d\d([-/.])\d\d?\1\d\d?$|^\d{6}$/;
  const DOCUMENT = /((?:19|20)\d\d)(?:年第?|第|年(?=\d{1,2}月号))(\d{1,4})月?号/;
  function readings(needle) {
    const all = [needle.replace(DOCUMENT, '$1)$2号'), needle.replace(MONTH_AND_DAY, (it, month, day) => written(it, undefined, month, day))];
    if (SHORT_DAY.test(needle)) {
      const day = fold('20' + needle);
      if (day.endsWith('日')) all.push(day);
    }
    return all.filter((it) => it !== needle);
  }

  window.guidangText = { TOKEN, TOKEN_OR_RUN, UNIT, IS_HAN, fold, traced, place, readings, termCode };
})();
