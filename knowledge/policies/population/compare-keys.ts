/**
 * The loops that everything else waits for. Branchless: the sign of key − threshold is the answer's bit, so the speed
 * doesn't depend on the data.
 */

/** For `words` words from row `from` on: bit set where key < threshold. Rows come in words of 32. */
export function lessThan(
  keys: Int32Array,
  from: number,
  words: number,
  threshold: number,
  out: Int32Array,
): void {
  let i = from;
  for (let word = 0; word < words; word += 1) {
    let bits = 0;
    for (let part = 0; part < 4; part += 1, i += 8) {
      bits =
        (bits << 8) |
        (((keys[i]! - threshold) >>> 31) << 7) |
        (((keys[i + 1]! - threshold) >>> 31) << 6) |
        (((keys[i + 2]! - threshold) >>> 31) << 5) |
        (((keys[i + 3]! - threshold) >>> 31) << 4) |
        (((keys[i + 4]! - threshold) >>> 31) << 3) |
        (((keys[i + 5]! - threshold) >>> 31) << 2) |
        (((keys[i + 6]! - threshold) >>> 31) << 1) |
        ((keys[i + 7]! - threshold) >>> 31);
    }
    out[word] = bits;
  }
}

/** For `words` words from row `from` on: the bit that the table has for the row's code. */
export function lookUp(
  codes: Int32Array,
  from: number,
  words: number,
  table: Int32Array,
  out: Int32Array,
): void {
  let i = from;
  for (let word = 0; word < words; word += 1) {
    let bits = 0;
    for (let part = 0; part < 8; part += 1, i += 4) {
      bits =
        (bits << 4) |
        (table[codes[i]!]! << 3) |
        (table[codes[i + 1]!]! << 2) |
        (table[codes[i + 2]!]! << 1) |
        table[codes[i + 3]!]!;
    }
    out[word] = bits;
  }
}
