/** A text file's characters and how they were encoded. */
export interface DecodedText {
  text: string;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
}

/**
 * Decodes a text file: by its byte order mark, as UTF-8 if it is valid UTF-8, else as GB18030 (GBK, GB2312). Null when
 * it is none of these; what decodes to characters that no Chinese text is made of counts as none.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return attempt('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return attempt('utf-16be', bytes);
  return attempt('utf-8', bytes) ?? attempt('gb18030', bytes, looksChinese);
}

function attempt(
  encoding: DecodedText['encoding'],
  bytes: Uint8Array,
  accept: (text: string) => boolean = () => true,
): DecodedText | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return accept(text) ? { text, encoding } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const ordinary =
  /[\s\u0020-\u007e\u3000-\u303f\uff00-\uffef\u4e00-\u9fff\u2000-\u206f\u2460-\u24ff\u2500-\u257f\u00b0-\u00f7\u2150-\u218f\u25a0-\u25ff]/g;

/** GB18030 decodes nearly any bytes, so the characters must look like a Chinese text's. */
function looksChinese(text: string): boolean {
  const sample = text.slice(0, 20_000);
  return (sample.match(ordinary)?.length ?? 0) >= sample.length * 0.95;
}
