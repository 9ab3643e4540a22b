import { crc32 } from 'node:zlib';

import { unzipSync } from 'fflate';

/** The entries of an archive with their bytes, in its directory's order; throws for one that isn't sound. */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const sums = directorySums(bytes);
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]): [string, Buffer] => [
    name,
    Buffer.from(content),
  ]);
  for (const [index, [name, content]] of entries.entries())
    if (crc32(content) !== sums[index]) throw new Error(`the CRC of ${name} is wrong`);
  return new Map(entries);
}

/** The CRC-32 of each entry as the directory at the end says. */
function directorySums(bytes: Buffer): number[] {
  const sums: number[] = [];
  const mark = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  let place = bytes.readUInt32LE(end + 16);
  while (bytes.subarray(place, place + 4).equals(mark)) {
    sums.push(bytes.readUInt32LE(place + 16));
    place += 46 + [28, 30, 32].reduce((sum, at) => sum + bytes.readUInt16LE(place + at), 0);
  }
  return sums;
}
