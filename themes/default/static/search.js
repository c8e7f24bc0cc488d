/* Finds pages of a site that lies in a folder: no server, no fetch. What is read here is made by src/site/search/, which
   says how it is written. Works from Chromium 86 on. */
(function () {
  'use strict';
  const FACETS = ['school', 'kind', 'term', 'type', 'pair'];
  // The kinds «school» and «pair» among the kinds of `search_facets.rs`.
  const SCHOOL = 7, NAMES = new Set([SCHOOL, 8]);

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

  const { TOKEN, TOKEN_OR_RUN, UNIT, IS_HAN, fold, traced, place, readings, termCode } = window.guidangText;

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
  // Of each group of names that stand for a school: all, the longest first; and its full one.
  let meta = null, docs = null, names = [], owners = [];
  async function prepare() {
    meta = await load('meta');
    names = meta.names.map((it) => it.map(fold));
    owners = names.map((it) => it[0]);
    for (const group of names) group.sort((one, other) => other.length - one.length);
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

  // The term that a needle names in one of its usual forms: the form, its place among the terms and its name.
  function termOf(needle) {
    const term = termCode(needle), at = term ? meta.codes.indexOf(term.code) : -1;
    return at < 0 ? null : { all: term.all, place: at, name: fold(meta.tables[2][at]) };
  }
  // A needle, also as it may be meant and with other names of a school or a term in it.
  function spellings(needle) {
    const all = [needle, ...readings(needle)];
    for (const group of names) {
      const held = group.find((it) => needle.includes(it));
      if (held) for (const it of group) all.push(needle.replace(held, () => it));
    }
    const term = termOf(needle);
    if (term) all.push(needle.replace(term.all, () => term.name));
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
    // Nothing but a term: its records, whatever they say.
    const term = termOf(needle);
    if (term && (term.all === needle || term.name === needle)) {
      docs.facets[2].forEach((of, doc) => { if (of === term.place + 1) way.all[doc] = way.sure[doc] = 1; });
    }
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
  // The parts of a run of words without spaces: those between its marks, and of each that stands nowhere its own.
  async function split(needle) {
    const pieces = needle.match(TOKEN_OR_RUN) || [];
    if (pieces.length > 1 && await stands(pieces)) return pieces;
    return [].concat(...await Promise.all(pieces.map(cut)));
  }
  // The two or three parts of a run that occur together, most often by the index; one that is a single character only at last.
  async function cut(run) {
    const units = run.match(UNIT) || [], many = units.length;
    if (Array.from(run).length < 4 || many > 16 || await stands([run])) return [run];
    const part = (from, to) => units.slice(from, to).join(''), two = [], three = [], known = new Map();
    for (let one = 1; one < many; one++) {
      two.push([part(0, one), part(one)]);
      for (let next = one + 1; next < many; next++) three.push([part(0, one), part(one, next), part(next)]);
    }
    const isWhole = (way) => way.every((it) => Array.from(it).length > 1), isPart = (way) => !isWhole(way);
    for (const ways of [two.filter(isWhole), three.filter(isWhole), two.filter(isPart), three.filter(isPart)]) {
      const counted = [];
      for (const way of ways) counted.push([await common(way, known), way]);
      // Of ways that occur equally often, the first; the index alone may be wrong.
      const likely = counted.filter((it) => it[0] > 0).sort((one, other) => other[0] - one[0]).slice(0, 5);
      for (const [, way] of likely) if (await stands(way)) return way;
    }
    return [run];
  }
  // Whether a page holds all of the parts.
  async function stands(parts) {
    if (!parts.every((it) => tokens(it).length)) return false;
    return (await searchFor('', parts, {}, (it) => !it.found.length)).found.length > 0;
  }
  // In how many documents the index finds all parts; `known` holds where each stands.
  async function common(parts, known) {
    for (const it of parts) if (!known.has(it)) known.set(it, await wayOf(it));
    const sets = parts.map((it) => known.get(it).all);
    let count = 0;
    for (let doc = 0; doc < meta.documents; doc++) if (sets.every((it) => it[doc])) count++;
    return count;
  }
  // The day or the month that a query names, of any year if it names none; days are counted as `meta.first_day` does.
  function timeOf(name) {
    for (const it of [name, ...readings(name)]) {
      const [all, year, month, day] = /^(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?$/.exec(it) || [];
      if (!all) continue;
      const holds = (number) => Math.floor(number / 31) % 12 === month - 1 && (!day || number % 31 === day - 1) && (!year || Math.floor(number / 372) === +year);
      return { isDay: day !== undefined, holds: (doc) => docs.day[doc] > 0 && holds(docs.day[doc] - 1 + meta.first_day) };
    }
    return { isDay: false, holds: null };
  }
  async function searchFor(query, needles, options, told) {
    const ways = await Promise.all(needles.map(wayOf));
    const chosen = FACETS.map((it, at) => options[it] ? meta.tables[at].map((name) => name === options[it]) : null);
    const misfits = (doc) => chosen.reduce((sum, wanted, at) => sum + (wanted && !wanted[docs.facets[at][doc] - 1] ? 1 : 0), 0);
    const keys = [], nothing = !needles.length && (query || '').trim() !== '';
    const name = fold(query || '').trim(), byRank = options.sort !== 'newest' && needles.length > 0, time = timeOf(name);
    // Titles that are what is looked for, and full names of schools that go by it.
    const term = termOf(name), titles = new Set([name]), full = new Set(owners.filter((_, at) => names[at].includes(name)));
    if (term && term.all === name) titles.add(term.name);
    for (let doc = 0; doc < meta.documents; doc++) {
      if (nothing || !ways.every((way) => way.all[doc])) continue;
      // The very name comes first, then schools and pairs that bear it otherwise, then what is of that day, then titles, then what is of that month.
      let rank = 0;
      if (byRank) {
        rank = Math.min(ways.filter((way) => inTitle(doc, way)).length, 3) * 2;
        rank += time.holds && !time.isDay ? time.holds(doc) : ways.every((way) => way.own[doc]);
        const kind = docs.facets[1][doc] - 1, title = docs.plain[doc];
        if (titles.has(title) || (kind === SCHOOL && full.has(title))) rank += 32;
        if (NAMES.has(kind)) rank += 16;
        else if (time.isDay && time.holds(doc)) rank += 8;
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
    const { plain, from } = traced(text), ranges = [];
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
