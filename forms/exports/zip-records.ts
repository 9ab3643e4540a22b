/** An entry of a ZIP archive as its records describe it (PKWARE APPNOTE 6.3). */
export interface ZipRecord {
  name: string;
  /** May grow beyond 4 GB: sizes take 8 bytes. */
  large: boolean;
  /** Written as it is, with its size before it, instead of compressed with its size behind. */
  stored: boolean;
  crc: number;
  compressedBytes: number;
  bytes: number;
  /** Where its local header begins. */
  offset: number;
}

const most16 = 0xffff;
const most32 = 0xffffffff;
/** Names are UTF-8; of what is compressed the sizes follow the data. */
const flagsOf = (stored: boolean) => (stored ? 0x0800 : 0x0808);
const methodOf = (stored: boolean) => (stored ? 0 : 8);

/** What stands before an entry's data. */
export function localHeader(entry: ZipRecord, at: Date): Buffer {
  const { name, large, stored } = entry;
  const bytes = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? 45 : 20, 4);
  header.writeUInt16LE(flagsOf(stored), 6);
  header.writeUInt16LE(methodOf(stored), 8);
  header.writeUInt32LE(dosTime(at), 10);
  if (stored) {
    header.writeUInt32LE(entry.crc, 14);
    header.writeUInt32LE(entry.compressedBytes, 18);
    header.writeUInt32LE(entry.bytes, 22);
  } else if (large) {
    header.writeUInt32LE(most32, 18);
    header.writeUInt32LE(most32, 22);
  }
  header.writeUInt16LE(bytes.length, 26);
  header.writeUInt16LE(large ? 20 : 0, 28);
  return Buffer.concat([header, bytes, large ? zip64Extra([0, 0]) : Buffer.alloc(0)]);
}

/** What stands behind an entry's data. */
export function dataDescriptor({ large, crc, compressedBytes, bytes }: ZipRecord): Buffer {
  const record = Buffer.alloc(large ? 24 : 16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  if (large) {
    record.writeBigUInt64LE(BigInt(compressedBytes), 8);
    record.writeBigUInt64LE(BigInt(bytes), 16);
  } else {
    record.writeUInt32LE(compressedBytes, 8);
    record.writeUInt32LE(bytes, 12);
  }
  return record;
}

/** An entry's line in the directory at the end. */
export function directoryRecord(entry: ZipRecord, at: Date): Buffer {
  const { name, large, stored, crc, compressedBytes, bytes, offset } = entry;
  const nameBytes = Buffer.from(name, 'utf8');
  const extra = zip64Extra([
    ...(large ? [bytes, compressedBytes] : []),
    ...(offset >= most32 ? [offset] : []),
  ]);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  // Made on Unix, so that rights are read; needs ZIP64 where an extra field stands.
  record.writeUInt16LE(0x0300 | 45, 4);
  record.writeUInt16LE(extra.length > 0 ? 45 : 20, 6);
  record.writeUInt16LE(flagsOf(stored), 8);
  record.writeUInt16LE(methodOf(stored), 10);
  record.writeUInt32LE(dosTime(at), 12);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(large ? most32 : compressedBytes, 20);
  record.writeUInt32LE(large ? most32 : bytes, 24);
  record.writeUInt16LE(nameBytes.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE((0o100644 << 16) >>> 0, 38);
  record.writeUInt32LE(Math.min(offset, most32), 42);
  return Buffer.concat([record, nameBytes, extra]);
}

/** The archive's end; with more than 65,535 entries or beyond 4 GB the ZIP64 one before it. */
export function directoryEnd(entries: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, most16), 8);
  end.writeUInt16LE(Math.min(entries, most16), 10);
  end.writeUInt32LE(Math.min(directoryBytes, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  if (entries < most16 && offset < most32 && directoryBytes < most32) return end;
  const wide = Buffer.alloc(56);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(0x0300 | 45, 12);
  wide.writeUInt16LE(45, 14);
  wide.writeBigUInt64LE(BigInt(entries), 24);
  wide.writeBigUInt64LE(BigInt(entries), 32);
  wide.writeBigUInt64LE(BigInt(directoryBytes), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([wide, locator, end]);
}

function zip64Extra(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + index * 8));
  return extra;
}

/** The city's clock in MS-DOS's two words: time in the lower, date in the upper. */
function dosTime(at: Date): number {
  const city = new Date(at.valueOf() + 8 * 3_600_000);
  const time =
    (city.getUTCHours() << 11) | (city.getUTCMinutes() << 5) | Math.floor(city.getUTCSeconds() / 2);
  const date = ((city.getUTCFullYear() - 1980) << 9) | ((city.getUTCMonth() + 1) << 5) | city.getUTCDate();
  return ((date << 16) | time) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of the bytes, going on from `before`. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] as number);
  return ~crc >>> 0;
}
