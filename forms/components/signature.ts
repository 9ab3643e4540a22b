/** A signature: drawn, as a PNG picture, or the typed name. */
export type Signature = { how: 'drawn'; picture: string } | { how: 'typed'; name: string };

/** What a drawn signature may weigh: 600 × 200 points of black lines need a tenth. */
export const mostSignatureBytes = 40_000;
const mostWidth = 1_600;
const mostHeight = 800;
const prefix = 'data:image/png;base64,';

/** The signature in a field's value, or what is wrong with it; words: `forms.check.signature-…`. */
export function readSignature(value: string): Signature | 'picture' | 'too-large' | 'name' {
  if (!value.startsWith('data:')) {
    const name = value.trim();
    return name.length >= 2 && name.length <= 60 && /^[\p{L}\p{M} .·'’-]+$/u.test(name)
      ? { how: 'typed', name }
      : 'name';
  }
  if (!value.startsWith(prefix)) return 'picture';
  const encoded = value.slice(prefix.length);
  if (encoded.length > (mostSignatureBytes / 3) * 4) return 'too-large';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return 'picture';
  return isPng(Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0)))
    ? { how: 'drawn', picture: value }
    : 'picture';
}

/** Whether the bytes are a whole PNG of a signature's size: its mark, a header, chunks to the end, nothing behind. */
function isPng(bytes: Uint8Array): boolean {
  const mark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 57 || mark.some((byte, at) => bytes[at] !== byte)) return false;
  const view = new DataView(bytes.buffer);
  const nameAt = (at: number) => String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (nameAt(8) !== 'IHDR' || width < 1 || width > mostWidth || height < 1 || height > mostHeight)
    return false;
  let at = 8;
  let hasData = false;
  while (at + 12 <= bytes.length) {
    const [size, name] = [view.getUint32(at), nameAt(at)];
    at += 12 + size;
    if (name === 'IDAT') hasData = true;
    if (name === 'IEND') return hasData && at === bytes.length;
  }
  return false;
}
