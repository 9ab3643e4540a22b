/** Token ids of several texts as the model takes them: rows of one length, the rest padded and masked. */
export interface EncodedBatch {
  ids: BigInt64Array;
  mask: BigInt64Array;
  /** [texts, longest] */
  shape: [number, number];
}

/** Tokens that the model reads of a text at most. */
export const longestTokens = 512;
const endOfText = 2;
const padding = 1n;

/** Lays out token ids for the model; a text over 512 tokens is cut and still ends with the end mark. */
export function encodeBatch(texts: readonly (readonly number[])[]): EncodedBatch {
  const rows = texts.map((ids) =>
    ids.length > longestTokens ? [...ids.slice(0, longestTokens - 1), endOfText] : ids,
  );
  const width = Math.max(1, ...rows.map((ids) => ids.length));
  const ids = new BigInt64Array(rows.length * width).fill(padding);
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, at) => {
    row.forEach((id, column) => {
      ids[at * width + column] = BigInt(id);
      mask[at * width + column] = 1n;
    });
  });
  return { ids, mask, shape: [rows.length, width] };
}
