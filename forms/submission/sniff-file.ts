import { unzipSync } from 'fflate';

/**
 * The media type that the bytes themselves show, of those that firms hand in; null for anything else: programs, HTML,
 * SVG, archives, documents with macros.
 */
export function sniffFile(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'application/pdf';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return sniffArchive(bytes);
  return null;
}

/** Office and OFD documents are archives: their list of entries tells, without unpacking any of them. */
function sniffArchive(bytes: Uint8Array): string | null {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    // A broken archive is no document; that is the answer.
    return null;
  }
  if (names.some((name) => /vbaProject\.bin$|\.(exe|dll|js|vbs|bat|cmd|scr|msi)$/i.test(name))) return null;
  if (names.includes('OFD.xml')) return 'application/ofd';
  if (!names.includes('[Content_Types].xml')) return null;
  if (names.some((name) => name.startsWith('word/')))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.some((name) => name.startsWith('xl/')))
    return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return null;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
