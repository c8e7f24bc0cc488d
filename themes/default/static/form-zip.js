/* Packs files into a zip without compression, with names in UTF-8, and computes SHA-256, which a page that was opened from
   a folder gets from no browser. Works from Chromium 86 on. */
(function () {
  'use strict';

  const CRC = new Uint32Array(256).map((_, at) => {
    let value = at;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xEDB88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  function crc32(bytes) {
    let value = 0xFFFFFFFF;
    for (let at = 0; at < bytes.length; at++) value = CRC[(value ^ bytes[at]) & 255] ^ (value >>> 8);
    return (value ^ 0xFFFFFFFF) >>> 0;
  }

  /* FIPS 180-4: the constants are the first bits of the roots of primes. */
  const primes = [];
  for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
  const fraction = (value) => Math.floor((value - Math.floor(value)) * 4294967296) >>> 0;
  const K = primes.map((prime) => fraction(Math.cbrt(prime))), START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  function sha256(bytes) {
    const padded = new Uint8Array(((bytes.length + 8) >> 6 << 6) + 64), view = new DataView(padded.buffer);
    padded.set(bytes);
    padded[bytes.length] = 128;
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, bytes.length << 3);
    const state = Uint32Array.from(START), words = new Uint32Array(64);
    const turned = (value, by) => (value >>> by) | (value << (32 - by));
    for (let block = 0; block < padded.length; block += 64) {
      for (let at = 0; at < 16; at++) words[at] = view.getUint32(block + 4 * at);
      for (let at = 16; at < 64; at++) {
        const low = words[at - 15], high = words[at - 2];
        words[at] = words[at - 16] + (turned(low, 7) ^ turned(low, 18) ^ (low >>> 3)) + words[at - 7] + (turned(high, 17) ^ turned(high, 19) ^ (high >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let at = 0; at < 64; at++) {
        const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[at] + words[at]) | 0;
        const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, at) => { state[at] += value; });
    }
    return [...state].map((value) => value.toString(16).padStart(8, '0')).join('');
  }

  /* `files`: [{ name, bytes }]; `day`: 2024-03-15, the date of every file. */
  function zip(files, day) {
    const [year, month, date] = (/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : '2000-01-01').split('-').map(Number);
    const dosDay = ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | date;
    const parts = [], directory = [];
    let offset = 0, directorySize = 0;
    function numbers(fields) {
      const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0)), view = new DataView(bytes.buffer);
      let at = 0;
      for (const [size, value] of fields) {
        size === 4 ? view.setUint32(at, value, true) : view.setUint16(at, value, true);
        at += size;
      }
      return bytes;
    }
    for (const { name, bytes } of files) {
      const path = new TextEncoder().encode(name);
      // Version 2.0, names in UTF-8, stored; made under Unix, or `unzip` takes the names for those of DOS.
      const common = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, dosDay], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, path.length], [2, 0]];
      const head = numbers([[4, 0x04034B50], ...common]);
      const entry = numbers([[4, 0x02014B50], [2, 0x0314], ...common, [2, 0], [2, 0], [2, 0], [4, 0x81A40000], [4, offset]]);
      parts.push(head, path, bytes);
      directory.push(entry, path);
      directorySize += entry.length + path.length;
      offset += head.length + path.length + bytes.length;
    }
    const end = numbers([[4, 0x06054B50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, directorySize], [4, offset], [2, 0]]);
    return new Blob([...parts, ...directory, end], { type: 'application/zip' });
  }

  window.guidangZip = { zip, sha256 };
})();
