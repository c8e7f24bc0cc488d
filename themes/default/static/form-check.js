/* Whether a figure, a day or a time of day is one that the checker reads: the rules of src/parse/values.rs, src/model/day.rs
   and src/parse/clock.rs. Works from Chromium 86 on, from a folder and without a network. */
(function () {
  'use strict';
  const FIGURE = /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/, WHOLE_DIGITS = 18, PLACES = 9;
  const DAYS = [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/, /^(\d{4})年(\d{1,2})月(\d{1,2})日$/];
  const CLOCK = /^\s*(?:上午|下午|中午|早上|晚上|AM|PM)?\s*(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?|[点时](?:半|(\d{1,2})?)分?)\s*/;
  const BETWEEN = /^[-–—―~至到]+\s*/;

  /* Full width as half width, without what is invisible. */
  const folded = (text) => text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0))
    .replace(/[\u3000\u00A0]/g, ' ').replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/g, '').trim();

  /* A figure, with its unit or without one. */
  function isFigure(text, unit, maySink) {
    const bare = folded(text.replace(/(\d)[\u00A0\u202F\u2009](?=\d)/g, '$1').replace(/^\s*[¥￥]/, '')), last = folded(unit || '');
    const plain = last && !FIGURE.test(bare) && bare.endsWith(last) ? bare.slice(0, -last.length).trim() : bare;
    if (!FIGURE.test(plain)) return false;
    const [whole, places] = plain.replace(/[-+,]/g, '').split('.');
    const fits = whole.replace(/^0+/, '').length <= WHOLE_DIGITS && (places || '').replace(/0+$/, '').length <= PLACES;
    return fits && (maySink || !plain.startsWith('-'));
  }

  function isDay(text) {
    const found = DAYS.map((shape) => folded(text).match(shape)).find((match) => match);
    if (!found) return false;
    const [year, month, day] = found.slice(1).map(Number), meant = new Date(Date.UTC(year, month - 1, day));
    return 1900 <= year && year < 2200 && meant.getUTCMonth() === month - 1 && meant.getUTCDate() === day;
  }

  /* What follows a time of day; undefined where there is none. */
  function afterClock(text) {
    const found = text.match(CLOCK);
    if (!found || 24 < Number(found[1]) || [2, 3, 4].some((at) => 59 < Number(found[at] || 0))) return undefined;
    return text.slice(found[0].length);
  }
  function isTime(text) {
    const rest = afterClock(folded(text));
    return rest === '' || (rest !== undefined && BETWEEN.test(rest) && afterClock(rest.replace(BETWEEN, '')) === '');
  }

  window.guidangCheck = { isFigure, isDay, isTime };
})();
