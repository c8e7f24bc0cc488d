/* Writes a record as a person would write it: front matter, then the text. The rules of quotation are those of
   src/scaffold/fill.rs. Works from Chromium 86 on, from a folder and without a network. */
(function () {
  'use strict';
  const RESERVED = new Set(['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n']);
  const STARTS_WELL = /^[\p{Alphabetic}（《]/u, STARTS_WITH_DIGIT = /^[0-9]/, HAN = /[\u4E00-\u9FFF]/;
  const SAFE = /^[\p{Alphabetic}\p{N} \-_—·.（）《》、，。]+$/u, DAY = /^\d{4}-\d{2}-\d{2}$/, NUMBER = /^-?\d+(\.\d+)?$/;
  const LOUD = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/g;

  /* A text: literally if that is safe, otherwise in double quotes. */
  function quoted(text) {
    const starts = STARTS_WELL.test(text) || (STARTS_WITH_DIGIT.test(text) && HAN.test(text));
    if (starts && SAFE.test(text) && !text.endsWith(' ') && !RESERVED.has(text.toLowerCase())) return text;
    const inner = text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
    const named = (ch) => '\\u' + ch.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return '"' + inner.replace(LOUD, named) + '"';
  }

  function scalar(field, text) {
    const plain = (field.shape === 'day' && DAY.test(text)) || (field.shape === 'number' && NUMBER.test(text));
    return plain ? text : quoted(text);
  }

  /* The items of a list that was written on one line. Within brackets nothing is split. */
  function items(text) {
    if (/[（()）[\]【】]/.test(text)) return [text];
    return text.split(/[、，,；;]/).map((item) => item.trim()).filter((item) => item);
  }

  function lines(field, value, indent) {
    const key = indent + field.key + ':';
    if (field.shape === 'data' || field.shape === 'labelled') {
      const rows = value.filter((row) => row.key.trim() && row.value.trim());
      if (!rows.length) return [];
      const inner = { shape: field.shape === 'data' ? 'number' : 'text' };
      return [key, ...rows.map((row) => indent + '  ' + quoted(row.key.trim()) + ': ' + scalar(inner, row.value.trim()))];
    }
    if (field.shape === 'maps') {
      const all = [];
      for (const item of value) {
        const own = map(field.fields, item, indent + '    ');
        if (!own.length) continue;
        own[0] = indent + '  - ' + own[0].slice(indent.length + 4);
        all.push(...own);
      }
      return all.length ? [key, ...all] : [];
    }
    const text = value.trim();
    if (!text) return [];
    const list = field.shape === 'texts' ? items(text) : [];
    if (1 < list.length) return [key, ...list.map((item) => indent + '  - ' + quoted(item))];
    return [key + ' ' + scalar(field, text)];
  }

  function map(fields, values, indent) {
    const all = [];
    for (const field of fields) {
      const value = values[field.code];
      if (value !== undefined) all.push(...lines(field, value, indent));
    }
    return all;
  }

  /* The whole file. */
  function record(fields, values, body) {
    const text = body.replace(/\r\n?/g, '\n').trim();
    return '---\n' + map(fields, values, '').map((line) => line + '\n').join('') + '---\n' + (text && '\n' + text + '\n');
  }

  /* A title as a part of a file name: letters and digits stay, what is between them becomes one hyphen. */
  function fileName(title) {
    const joined = [...title.replace(/[^\p{Alphabetic}\p{N}]+/gu, '-').replace(/^-/, '')].slice(0, 40).join('').replace(/-+$/, '');
    return /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(joined) ? joined + '-1' : joined;
  }

  window.guidangRecord = { record, fileName };
})();
