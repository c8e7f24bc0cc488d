/* Finds pages of a site that lies in a folder: no server, no fetch. What is read here is made by src/site/search/, which
   says how it is written. Works from Chromium 86 on. */
(function () {
  'use strict';
  const FACETS = ['school', 'kind', 'term', 'type', 'pair'];
  // The kinds «school» and «pair» among the kinds of `search_facets.rs`.
  const NAMES = new Set([7, 8]);

  /* Files: each hands its value over when it has been loaded. */
  const arrived = new Map(), asked = new Map(), MOST_KEPT = 400;
  window.guidangPut = (name, value) => { arrived.set(name, value); };
  function load(name) {
    let promise = asked.get(name);
    if (promise) return promise;
    promise = new Promise((done, failed) => {
      const script = document.createElement('script');
      const end = (it) => { script.remove(); arrived.delete(name); return it; };
      script.src = 'search/' + name + '.js';
      script.onload = () => { const value = arrived.get(name); end(); value === undefined ? failed(new Error(name)) : done(value); };
      script.onerror = () => { end(); asked.delete(name); failed(new Error(name)); };
      document.head.appendChild(script);
    });
    asked.set(name, promise);
    if (asked.size > MOST_KEPT) forget();
    return promise;
  }
  // The oldest shards go; what lies beside them stays.
  function forget() {
    for (const name of asked.keys()) {
      if (asked.size <= MOST_KEPT / 2) break;
      if (/^(index|text)-/.test(name)) asked.delete(name);
    }
  }

  /* Texts as they are compared: `normalise.rs` and `tokens.rs` in other words. */
  const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFE00-\uFE0F\uFEFF\u{E0100}-\u{E01EF}]/gu;
  const HAN = '\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029\\u3041-\\u3096\\u30A1-\\u30FA\\u30FC\\u3105-\\u312F' +
    '\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA000-\\uA48C\\uAC00-\\uD7A3\\uF900-\\uFAFF\\u{20000}-\\u{3FFFD}';
  const TOKEN = new RegExp('[' + HAN + ']+|(?:(?![' + HAN + '])[\\p{Alphabetic}\\p{N}])+', 'gu');
  const TOKEN_OR_RUN = new RegExp('(?:[' + HAN + ']|[\\p{Alphabetic}\\p{N}])+', 'gu');
  const IS_HAN = new RegExp('^[' + HAN + ']', 'u'), IS_WORD = /[\p{Alphabetic}\p{N}]/u;
  // One mark for all that stand for the same; a middle dot within a name is often left out.
  const MARKS = new Map();
  for (const [mark, others] of [['"', '“”„‟«»「」『』〝〞‘’‚‛\'`‹›'], ['(', '[{〔【〖'], [')', ']}〕】〗'], ['<', '〈《'], ['>', '〉》'], ['-', '‐‑‒–—―−~∼'], ['·', '•・‧∙⋅']]) {
    for (const other of others) MARKS.set(other, mark);
  }
  const OTHER_MARKS = /[“”„‟«»「」『』〝〞‘’‚‛'`‹›[{〔【〖\]}〕】〗〈《〉》‐‑‒–—―−~∼•・‧∙⋅]/g;
  const HANZI = '[\\u3400-\\u4DBF\\u4E00-\\u9FFF]', DOT = new RegExp(`(?<=${HANZI})·(?=${HANZI})`, 'g'), HAN_AROUND = new RegExp(`^${HANZI}.${HANZI}`);
  // Days in any spelling become one: `days.rs` in other words.
  const DAY = /(?<![\d\-/.])(\d{4}) ?([-/.年]) ?(\d{1,2})(?!\d)(?: ?[-/.月] ?(\d{1,2})(?![\d\-/])(?: ?日)?|月)?(?! ?[-/.月] ?\d)/g;
  const COMPACT = /(?<![\d\-/.])((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/g;
  const ENGLISH = /(?<!\d)(\d{1,2}) ([a-z]{3,9}) (\d{4})(?!\d)/g;
  const MONTHS = 'january february march april may june july august september october november december'.split(' ');
  function written(all, year, month, day) {
    const at = new Date(0);
    at.setUTCFullYear(+year, month - 1, day === undefined ? 1 : +day);
    if (at.getUTCMonth() !== month - 1 || month < 1 || (day !== undefined && at.getUTCDate() !== +day)) return all;
    return +year + '年' + +month + '月' + (day === undefined ? '' : +day + '日');
  }
  const foldDays = (text) => text
    .replace(DAY, (all, year, mark, month, day) => day === undefined && mark !== '-' && !all.endsWith('月') ? all : written(all, year, month, day))
    .replace(COMPACT, written)
    .replace(ENGLISH, (all, day, month, year) => written(all, year, MONTHS.findIndex((it) => it.startsWith(month)) + 1, day));
  // `numbers.rs`
  const THOUSANDS = /(?<![\d.,])\d{1,3}(?:,\d{3}(?!\d))+/g, IS_THOUSAND = /^\d,\d{3}(?!\d)/;
  const foldNumbers = (text) => text.replace(THOUSANDS, (it) => it.replace(/,/g, ''));
  const foldMarks = (text) => text.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().replace(OTHER_MARKS, (it) => MARKS.get(it)).replace(DOT, '');
  const fold = (text) => foldNumbers(foldDays(foldMarks(text)));
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

  /* Letters → numbers and sets: `varint.rs`. */
  const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%&'()*+,-./:;>?@[]^_{|}~";
  const BASE = LETTERS.length, ALONE = 60, THREE = ALONE + (BASE - ALONE + 7) * BASE, FIVE = THREE + 2 * BASE * BASE;
  const VALUE = new Uint8Array(128);
  Array.from(LETTERS, (letter, at) => { VALUE[letter.charCodeAt(0)] = at; });
  function numbers(text, each) {
    let at = 0;
    const next = () => VALUE[text.charCodeAt(at++)];
    while (at < text.length) {
      const lead = text.charCodeAt(at), digit = lead - 48;
      if (digit >= 0 && digit <= 9) {
        at++;
        if (digit < 7) each(ALONE + (digit + BASE - ALONE) * BASE + next());
        else if (digit < 9) each(THREE + ((digit - 7) * BASE + next()) * BASE + next());
        else each(FIVE + ((next() * BASE + next()) * BASE + next()) * BASE + next());
      } else {
        const value = next();
        each(value < ALONE ? value : ALONE + (value - ALONE) * BASE + next());
      }
    }
  }
  function mark(marks, set) {
    if (set[0] === '#') {
      for (let at = 1; at < set.length; at++) {
        const bits = VALUE[set.charCodeAt(at)], from = (at - 1) * 6;
        for (let bit = 0; bit < 6; bit++) if (bits >> bit & 1) marks[from + bit] = 1;
      }
      return;
    }
    let doc = 0;
    numbers(set, (gap) => { doc += gap; marks[doc++] = 1; });
  }

  /* The index. */
  let meta = null, docs = null, names = [];
  async function prepare() {
    meta = await load('meta');
    names = meta.names.map((it) => it.map(fold).sort((one, other) => other.length - one.length));
    const parts = await Promise.all(Array.from({ length: Math.ceil(meta.documents / meta.per_docs) }, (_, at) => load('docs-' + at)));
    const it = { path: [], title: [], plain: [], day: [], facets: FACETS.map(() => []) };
    for (const [paths, titles, days, ...facets] of parts) {
      let path = '';
      for (const part of paths.split(' ')) {
        const [length, rest] = shared(part);
        it.path.push(path = path.slice(0, length) + rest);
      }
      it.title.push(...titles.split('\n'));
      it.plain.push(...fold(titles).split('\n'));
      numbers(days, (day) => it.day.push(day));
      facets.forEach((column, at) => numbers(column, (value) => it.facets[at].push(value)));
    }
    docs = it;
  }
  function shared(part) {
    // Paths are short: the number has one letter or two.
    const lead = part[0], size = (lead >= '0' && lead <= '9') || VALUE[lead.charCodeAt(0)] >= ALONE ? 2 : 1;
    let length = 0;
    numbers(part.slice(0, size), (it) => { length = it; });
    return [length, part.slice(size)];
  }
  let prepared = null;
  const ready = () => prepared || (prepared = prepare().catch((error) => { prepared = null; throw error; }));

  async function group(first) {
    const shard = await load('index-' + first.codePointAt(0) % meta.shards);
    const at = shard.indexOf('!' + first);
    if (at < 0) return '';
    const from = at + 1 + first.length, end = shard.indexOf('!', from);
    return end < 0 ? shard.slice(from) : shard.slice(from, end);
  }
  const NOT_ASCII = /[^\x00-\x7F]/;
  // The documents of a token: of a Han character alone, of two in a row, of words with that beginning.
  async function holding(token) {
    const marks = new Uint8Array(meta.documents), chars = Array.from(token), all = await group(chars[0]);
    if (!IS_HAN.test(token)) {
      for (let at = all.indexOf(' ' + token); at >= 0;) {
        const from = all.indexOf('=', at) + 1, end = all.indexOf(' ', from);
        mark(marks, end < 0 ? all.slice(from) : all.slice(from, end));
        at = all.indexOf(' ' + token, from);
      }
    } else if (chars.length === 1) {
      for (const set of all.split(/[^\x00-\x7F]+/)) mark(marks, set);
    } else {
      const at = all.indexOf(chars[1]);
      if (at >= 0) {
        const rest = all.slice(at + chars[1].length), end = rest.search(NOT_ASCII);
        mark(marks, end < 0 ? rest : rest.slice(0, end));
      }
    }
    return marks;
  }
  function tokens(needle) {
    const found = [];
    let word = -1; // where the last word ends
    for (const match of needle.matchAll(TOKEN)) {
      const run = match[0], isHan = IS_HAN.test(run), chars = isHan ? Array.from(run) : [run];
      const joined = isHan && word === match.index;
      if (joined) found[found.length - 1] += chars[0];
      else if (chars.length === 1) found.push(run);
      for (let at = 1; at < chars.length; at++) found.push(chars[at - 1] + chars[at]);
      word = isHan ? -1 : match.index + run.length;
    }
    return found;
  }
  // What the index alone cannot be sure of.
  const isUnsure = (needle) => { const all = tokens(needle); return all.length > 1 || all[0] !== needle; };

  /* Texts. */
  const folded = new Map();
  async function texts(doc) {
    return (await load('text-' + Math.floor(doc / meta.per_text)))[doc % meta.per_text];
  }
  async function foldedText(doc) {
    const number = Math.floor(doc / meta.per_text);
    let all = folded.get(number);
    if (!all) {
      all = (await load('text-' + number)).map(fold);
      if (folded.size >= 200) folded.delete(folded.keys().next().value);
      folded.set(number, all);
    }
    return all[doc % meta.per_text];
  }
  async function holds(doc, ways) {
    const left = ways.filter((way) => !way.sure[doc] && !inTitle(doc, way));
    if (!left.length) return true;
    const text = await foldedText(doc);
    return left.every((way) => way.spellings.some((it) => place(text, it, 0) >= 0));
  }
  const inTitle = (doc, way) => way.spellings.some((it) => place(docs.plain[doc], it, 0) >= 0);

  // A needle, also with other names of a school in it.
  function spellings(needle) {
    const all = [needle];
    for (const group of names) {
      const held = group.find((it) => needle.includes(it));
      if (held) for (const it of group) all.push(needle.replace(held, () => it));
    }
    return [...new Set(all)].filter((it) => tokens(it).length);
  }
  // Where a spelling may stand, certainly stands, the needle may.
  async function wayOf(needle) {
    const marks = () => new Uint8Array(meta.documents), way = { spellings: spellings(needle), all: marks(), sure: marks(), own: marks() };
    await Promise.all(way.spellings.map(async (it) => {
      const sets = await Promise.all([...new Set(tokens(it))].map(holding)), into = [way.all];
      if (!isUnsure(it)) into.push(way.sure);
      if (it === needle) into.push(way.own);
      for (let doc = 0; doc < meta.documents; doc++) if (sets.every((set) => set[doc])) for (const set of into) set[doc] = 1;
    }));
    return way;
  }

  /* The search. `options`: { school, kind, term, type, pair (names), sort: 'best' | 'newest' }. `told` hears how far it
     is, may keep it waiting, and stops it with false. What comes back: the hits so far, in order, and whether that is all. */
  async function search(query, options, told) {
    await ready();
    const needles = fold(query || '').split(/\s+/u).filter((it) => tokens(it).length);
    const state = await searchFor(query, needles, options, told);
    if (!state.done || state.found.length || !needles.length) return state;
    const parts = [].concat(...await Promise.all(needles.map(split)));
    if (parts.length === needles.length) return state;
    return searchFor(query, parts, options, told && ((it) => { it.parts = parts; return told(it); }));
  }
  // The parts of a run of words without spaces: at its marks, else the two or three parts that occur together most often.
  async function split(needle) {
    const pieces = needle.match(TOKEN_OR_RUN) || [];
    if (pieces.length > 1) return pieces;
    const chars = Array.from(needle), many = chars.length;
    if (many < 4 || many > 16 || (await common([needle])) > 0) return [needle];
    const cut = (from, to) => chars.slice(from, to).join('');
    const ways = [];
    for (let one = 2; one <= many - 2; one++) ways.push([cut(0, one), cut(one)]);
    let best = await mostCommon(ways);
    if (!best && many > 5) {
      const three = [];
      for (let one = 2; one <= many - 4; one++) for (let two = one + 2; two <= many - 2; two++) three.push([cut(0, one), cut(one, two), cut(two)]);
      best = await mostCommon(three);
    }
    return best || [needle];
  }
  async function mostCommon(ways) {
    let best = null, most = 0;
    for (const way of ways) {
      const count = await common(way);
      if (count > most) [best, most] = [way, count];
    }
    return best;
  }
  // In how many documents the index finds all parts.
  async function common(parts) {
    const sets = await Promise.all([...new Set([].concat(...parts.map(tokens)))].map(holding));
    let count = 0;
    for (let doc = 0; doc < meta.documents; doc++) if (sets.every((it) => it[doc])) count++;
    return count;
  }
  // The number of the day that a query names, as `meta.first_day` counts it.
  function dayOf(name) {
    const it = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(name);
    return it ? (it[1] * 12 + +it[2] - 1) * 31 + +it[3] - 1 : 0;
  }
  async function searchFor(query, needles, options, told) {
    const ways = await Promise.all(needles.map(wayOf));
    const chosen = FACETS.map((it, at) => options[it] ? meta.tables[at].map((name) => name === options[it]) : null);
    const misfits = (doc) => chosen.reduce((sum, wanted, at) => sum + (wanted && !wanted[docs.facets[at][doc] - 1] ? 1 : 0), 0);
    const keys = [], nothing = !needles.length && (query || '').trim() !== '';
    const name = fold(query || '').trim(), byRank = options.sort !== 'newest' && needles.length > 0, day = dayOf(name);
    for (let doc = 0; doc < meta.documents; doc++) {
      if (nothing || !ways.every((way) => way.all[doc])) continue;
      // The very name comes first, then schools and pairs that bear it otherwise, then what is of that day, then titles.
      let rank = 0;
      if (byRank) {
        rank = Math.min(ways.filter((way) => inTitle(doc, way)).length, 3) * 2 + ways.every((way) => way.own[doc]);
        if (docs.plain[doc] === name) rank += 32;
        if (NAMES.has(docs.facets[1][doc] - 1)) rank += 16;
        else if (day && docs.day[doc] - 1 + meta.first_day === day) rank += 8;
      }
      keys.push((((misfits(doc) ? 0 : 64) + rank) * 0x40000 + docs.day[doc]) * 0x8000000 + (meta.documents - doc));
    }
    const order = Array.from(Float64Array.from(keys).sort().reverse(), (key) => meta.documents - key % 0x8000000);
    const unsure = ways.filter((way) => way.spellings.some(isUnsure));
    const state = { needles: [].concat(...ways.map((way) => way.spellings)), hits: [], found: [], done: false, most: order.filter((it) => !misfits(it)).length };
    const take = (doc) => { state.found.push(doc); if (!misfits(doc)) state.hits.push(doc); };
    for (let at = 0; unsure.length && at < order.length;) {
      const batch = order.slice(at, at += at < 4 ? 4 : at < 64 ? 16 : 64);
      const fits = await Promise.all(batch.map((it) => holds(it, unsure)));
      batch.forEach((doc, of) => { if (fits[of]) take(doc); else if (!misfits(doc)) state.most--; });
      if (at < order.length && told && await told(state) === false) return state;
    }
    if (!unsure.length) order.forEach(take);
    state.done = true;
    if (told) await told(state);
    return state;
  }
  // How many of what was found each name would leave, the other choices kept.
  function counts(state, options) {
    const wanted = FACETS.map((it) => options[it]);
    const all = meta.tables.map((table) => table.map(() => 0));
    for (const doc of state.found) {
      const value = FACETS.map((_, at) => docs.facets[at][doc] - 1);
      const wrong = FACETS.map((_, at) => at).filter((at) => wanted[at] && meta.tables[at][value[at]] !== wanted[at]);
      all.forEach((column, at) => {
        if (value[at] >= 0 && (!wrong.length || (wrong.length === 1 && wrong[0] === at))) column[value[at]]++;
      });
    }
    return all;
  }

  /* What is shown: pieces of [text, whether it was looked for]. */
  function pieces(text, needles, length) {
    // Where each folded letter comes from: a letter and its marks are folded together.
    const from = [];
    let plain = '', at = 0;
    for (const [cluster] of text.matchAll(/\P{M}?\p{M}*/gu)) {
      const around = text.slice(Math.max(0, at - 1), at + 5);
      let it = foldMarks(cluster);
      if ((it === '·' && HAN_AROUND.test(around)) || (it === ',' && IS_THOUSAND.test(foldMarks(around)))) it = '';
      for (let of = 0; of < it.length; of++) from.push(at);
      plain += it;
      at += cluster.length;
    }
    from.push(text.length);
    const ranges = [];
    for (const needle of needles) {
      for (let it = place(plain, needle, 0); it >= 0; it = place(plain, needle, it + needle.length)) {
        let end = it + needle.length;
        while (end < plain.length && from[end] === from[end - 1]) end++;
        ranges.push([from[it], from[end]]);
      }
    }
    ranges.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    let start = 0, stop = text.length;
    if (length && text.length > length) {
      start = ranges.length ? Math.max(0, ranges[0][0] - 28) : 0;
      const breath = text.slice(start, ranges.length ? ranges[0][0] : start).search(/[。！？；\n][^。！？；\n]*$/);
      if (start > 0 && breath >= 0) start += breath + 1;
      stop = Math.min(text.length, start + length);
      if (/[\uDC00-\uDFFF]/.test(text[start] || '')) start++;
      if (/[\uDC00-\uDFFF]/.test(text[stop] || '')) stop++;
    }
    const out = start > 0 ? [['…', false]] : [];
    const clean = (it) => it.replace(/\n/g, ' ');
    let done = start;
    for (const [first, last] of ranges) {
      if (last <= done || first >= stop) continue;
      if (first > done) out.push([clean(text.slice(done, first)), false]);
      out.push([clean(text.slice(Math.max(first, done), last)), true]);
      done = last;
    }
    if (done < stop) out.push([clean(text.slice(done, stop)), false]);
    if (Math.max(stop, done) < text.length) out.push(['…', false]);
    return out;
  }
  async function hit(doc, needles) {
    const name = (at) => meta.tables[at][docs.facets[at][doc] - 1] || '';
    const number = docs.day[doc] - 1 + meta.first_day;
    return {
      path: docs.path[doc],
      title: pieces(docs.title[doc], needles, 0),
      text: pieces((await texts(doc)).trim(), needles, 110),
      day: docs.day[doc] ? [Math.floor(number / 372), Math.floor(number / 31) % 12 + 1, number % 31 + 1] : null,
      notes: [name(0), name(1), name(3)].filter(Boolean),
    };
  }

  window.guidang = { FACETS, ready, search, counts, hit, tables: () => meta.tables };
  // The same for scripts of others: { total, paths }.
  window.guidangSearch = async (query, options) => {
    const state = await search(query, options || {});
    return { total: state.hits.length, paths: state.hits.map((it) => docs.path[it]) };
  };
})();
