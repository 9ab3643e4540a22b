import { afterAll, expect, test } from 'vitest';

import { openLicenceReader, type LicenceStep } from '~/knowledge/documents/licence/licence-reader.server';
import type { Recogniser } from '~/knowledge/documents/recognition/open-recogniser.server';

import { drawLetter, drawLicence, printed } from './draw-licence';

const faults: string[] = [];
const reader = openLicenceReader({ onFault: (fault) => faults.push(fault) });
afterAll(() => reader.close());
const slow = { timeout: 400_000 };
const bytes = (picture: Buffer) => new Uint8Array(picture);
const plain = (text: string | undefined) => text?.normalize('NFKC').replace(/[\s;:,.。]/g, '');

test(
  'a photo in either form is read: each value with its place in the picture, in a line',
  slow,
  async () => {
    const steps: LicenceStep[] = [];
    const [wide, upright] = await Promise.all([
      reader.read(bytes(drawLicence()), { whose: 'lin' }),
      reader.read(bytes(drawLicence({ form: 'upright' })), {
        whose: 'he',
        onStep: (step) => steps.push(step),
      }),
    ]);
    expect(steps).toEqual([{ step: 'waiting', before: 1 }, { step: 'reading' }]);
    for (const outcome of [wide, upright]) {
      if (!outcome.ok) throw new Error(outcome.reason);
      const values = Object.fromEntries(outcome.fields.map((field) => [field.key, field]));
      expect(values.creditCode).toMatchObject({ value: printed.creditCode, fault: null });
      expect(values.name?.value).toBe(printed.name);
      expect(values.legalRepresentative?.value).toBe(printed.legalRepresentative);
      expect(values.capital?.value).toBe('5000000');
      expect(values.date?.value).toBe('2018-04-16');
      expect(plain(values.address?.text)).toBe(plain(printed.address.join('')));
      expect(plain(values.scope?.text)).toContain('软件开发');
      expect(values.address?.crops.length).toBe(2);
      for (const { confidence, crops } of outcome.fields) {
        expect(confidence).toBeGreaterThan(0.5);
        // JPEGs.
        expect(crops.every((crop) => crop[0] === 0xff && crop[1] === 0xd8)).toBe(true);
      }
    }
    expect(faults).toEqual([]);
  },
);

test('what is no use says why', slow, async () => {
  const reasonOf = async (picture: Buffer, whose: string) => {
    const outcome = await reader.read(bytes(picture), { whose });
    return outcome.ok ? 'read' : outcome.reason;
  };
  expect(await reasonOf(drawLetter(['关于召开会议的通知', '请各单位按时参加。']), 'a')).toBe('not-a-licence');
  expect(await reasonOf(drawLicence({ ink: '#0b0b0b', paper: '#0a0a0a' }), 'b')).toBe('too-dark');
  expect(await reasonOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'c')).toBe('damaged');
});

test('one picture a person at a time; who goes away is not read, and the next is', slow, async () => {
  const gone = new AbortController();
  const first = reader.read(bytes(drawLetter(['一'])), { whose: 'lin' });
  await expect(reader.read(bytes(drawLetter(['二'])), { whose: 'lin' })).rejects.toMatchObject({
    code: 'too-many-requests',
  });
  const left = reader.read(bytes(drawLicence()), { whose: 'he', signal: gone.signal });
  gone.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect((await first).ok).toBe(false);
  expect((await reader.read(bytes(drawLetter(['三'])), { whose: 'lin' })).ok).toBe(false);
});

test('who goes away while waiting gives the place up at once: it may ask again, and the others move up', async () => {
  let finish = () => {};
  const recogniser: Recogniser = {
    recognise: () =>
      new Promise((resolve) => {
        finish = () => resolve({ ok: false, refusal: { code: 'damaged', params: {} } });
      }),
    close: () => Promise.resolve(),
  };
  const own = openLicenceReader({ onFault: () => undefined, recogniser });
  const picture = new Uint8Array(3);
  const first = own.read(picture, { whose: 'lin' });
  const gone = new AbortController();
  const left = own.read(picture, { whose: 'he', signal: gone.signal });
  const steps: LicenceStep[] = [];
  const third = own.read(picture, { whose: 'wu', onStep: (step) => steps.push(step) });
  gone.abort();
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect(steps).toEqual([
    { step: 'waiting', before: 2 },
    { step: 'waiting', before: 1 },
  ]);
  const again = own.read(picture, { whose: 'he' });
  for (const outcome of [first, third, again]) {
    const timer = setInterval(() => finish(), 5);
    expect(await outcome).toEqual({ ok: false, reason: 'damaged' });
    clearInterval(timer);
  }
});
