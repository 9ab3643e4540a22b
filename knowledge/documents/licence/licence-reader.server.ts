import { defaultLimits } from '../document-limits';
import type { OnFault } from '../recognition/draw-page.server';
import { openRecogniser, type Recogniser } from '../recognition/open-recogniser.server';
import type { RecognisedPage } from '../recognition/recognised-page';
import { findLicenceFields, type LicenceField } from './find-licence-fields';

/** A value with the places of the picture that it was read from, as JPEGs. */
export type CroppedField = Omit<LicenceField, 'lines'> & { crops: Uint8Array[] };

/** Why nothing was read, for words that help. */
export type LicenceRefusal =
  | 'too-dark'
  | 'too-bright'
  | 'too-small'
  | 'no-text'
  | 'not-a-licence'
  | 'too-many-pixels'
  | 'too-slow'
  | 'damaged';

export type LicenceOutcome = { ok: true; fields: CroppedField[] } | { ok: false; reason: LicenceRefusal };

/** What whoever waits is told: how many are before them, then that theirs is being read. */
export type LicenceStep = { step: 'waiting'; before: number } | { step: 'reading' };

/** Too many wait already, or this person's last picture is still being read. */
export class LicenceBusyError extends Error {
  readonly code = 'too-many-requests';
}

/** Reads photos of business licences, one after another, each in a process of its own with a limit of time and memory. */
export interface LicenceReader {
  /**
   * `whose` has one picture read at a time. Aborted before its turn comes it leaves the line and is not read at all.
   * Throws `LicenceBusyError`, and the signal's reason.
   */
  read(
    bytes: Uint8Array,
    options: { whose: string; signal?: AbortSignal; onStep?: (step: LicenceStep) => void },
  ): Promise<LicenceOutcome>;
  close(): Promise<void>;
}

/** So many pictures wait at most: a quarter of an hour on a slow machine. */
const mostWaiting = 12;

const limits = {
  ...defaultLimits,
  scannedPages: 1,
  scanLongSide: 2000,
  scanPageMs: 90_000,
  scanTimeMs: 90_000,
  pixels: 40_000_000,
};

/** The shorter side below which small print can't be told, and the grey values of a picture that shows nothing. */
const leastSide = 500;
const darkest = 45;
const brightest = 250;
/** Lines that are less sure are noise. */
const leastConfidence = 0.5;

interface Waiting {
  whose: string;
  tell: (step: LicenceStep) => void;
}

/** Opens the reader; nothing runs until the first picture. The caller closes it. */
export function openLicenceReader({
  onFault,
  recogniser = openRecogniser(limits, onFault),
}: {
  onFault: OnFault;
  recogniser?: Recogniser;
}): LicenceReader {
  const line: Waiting[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const tellPlaces = () =>
    line.slice(1).forEach(({ tell }, index) => tell({ step: 'waiting', before: index + 1 }));
  const leave = (one: Waiting) => {
    const at = line.indexOf(one);
    if (at === -1) return;
    line.splice(at, 1);
    tellPlaces();
  };
  return {
    async read(bytes, { whose, signal, onStep = () => undefined }) {
      signal?.throwIfAborted();
      if (line.length >= mostWaiting || line.some((other) => other.whose === whose))
        throw new LicenceBusyError();
      const mine: Waiting = { whose, tell: onStep };
      line.push(mine);
      if (line.length > 1) onStep({ step: 'waiting', before: line.length - 1 });
      let isReading = false;
      const left = new Promise<never>((_, reject) => {
        const onAbort = () => {
          if (!isReading) reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      });
      const outcome = turn.then(async () => {
        signal?.throwIfAborted();
        isReading = true;
        onStep({ step: 'reading' });
        return recogniser.recognise(bytes, { format: 'image', pages: [1], crops: true });
      });
      turn = outcome.catch(() => undefined);
      try {
        const read = await Promise.race([outcome, left]);
        return read.ok ? judge(read.pages[0]) : { ok: false, reason: reasonOf(read.refusal.code) };
      } finally {
        leave(mine);
      }
    },
    close: () => recogniser.close(),
  };
}

function judge(page: RecognisedPage | undefined): LicenceOutcome {
  const { picture, lines = [] } = page ?? {};
  if (!picture) return { ok: false, reason: 'damaged' };
  const sure = lines.filter(({ confidence }) => confidence >= leastConfidence);
  const fields = findLicenceFields(sure);
  if (fields) return { ok: true, fields: fields.map((field) => withCrops(field, sure)) };
  // Only a picture that was no use is told what was wrong with it.
  if (picture.brightness < darkest) return { ok: false, reason: 'too-dark' };
  if (Math.min(picture.width, picture.height) < leastSide) return { ok: false, reason: 'too-small' };
  if (sure.length > 0) return { ok: false, reason: 'not-a-licence' };
  return { ok: false, reason: picture.brightness > brightest ? 'too-bright' : 'no-text' };
}

function withCrops({ lines: indexes, ...field }: LicenceField, lines: RecognisedPage['lines']): CroppedField {
  return { ...field, crops: indexes.flatMap((index) => lines[index]?.crop ?? []) };
}

function reasonOf(code: string): LicenceRefusal {
  if (code === 'too-many-pixels') return code;
  return code === 'too-slow' || code === 'too-much-memory' ? 'too-slow' : 'damaged';
}
