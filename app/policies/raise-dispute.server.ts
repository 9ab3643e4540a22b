import { redirect } from '@remix-run/node';

import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { sayProblems } from '~/app/words/say-problem';
import { disputeWithProof, type Proof } from '~/knowledge/enterprises/dispute-with-proof.server';
import { mediaTypes, sniffFormat } from '~/knowledge/documents/sniff-format';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { parseTypedValue } from '~/knowledge/enterprises/parse-typed-value';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

/** A dispute that couldn't be raised, with what was typed and a sentence for each field in the reader's language. */
export interface DisputeProblem {
  fact: string;
  period: string;
  typed: string;
  reason: string;
  /** What is wrong, by field of the form: value, reason or proof. */
  problems: Record<string, string>;
}

/** Raises the 异议 of a posted form. Returns what is wrong with it; otherwise throws the redirect to the fact. */
export async function raiseDispute(
  form: FormData,
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  reader: Reader & { enterpriseId: string },
  locale: Locale,
): Promise<DisputeProblem> {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [fact, period, typed, reason] = [text('fact'), text('period'), text('value'), text('reason')];
  const definition = (await loadCatalogue(services.db)).get(fact);
  const input = {
    reader,
    enterpriseId: reader.enterpriseId,
    key: fact,
    period,
    claimedValue: definition ? parseTypedValue(definition, typed) : typed,
    reason,
    at: services.now(),
  };
  try {
    const { db, settings } = services;
    await disputeWithProof({ db, filesDir: settings.filesDir }, input, await readProof(form.get('proof')));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { claimedValue, ...others } = sayProblems(locale, error.fields);
    const problems = { ...others, ...(claimedValue !== undefined && { value: claimedValue }) };
    return { fact, period, typed, reason, problems };
  }
  const away: Response = redirect(`/my/facts#${fact}${period}`);
  throw away;
}

const proofTypes: Record<string, string> = {
  pdf: mediaTypes.pdf,
  png: mediaTypes.png,
  jpeg: mediaTypes.jpeg,
};
const mostProofMb = 10;

/** The file that proves a dispute, if one was sent; nothing is kept yet. Throws InvalidInputError. */
export async function readProof(sent: FormDataEntryValue | null): Promise<Proof | null> {
  if (sent === null || typeof sent === 'string' || sent.size === 0) return null;
  if (sent.size > mostProofMb * 1024 * 1024)
    throw new InvalidInputError({ proof: `证明文件最大 ${mostProofMb} MB，请压缩后再传` });
  const bytes = new Uint8Array(await sent.arrayBuffer());
  const mediaType = proofTypes[sniffFormat(bytes, sent.name)];
  if (mediaType === undefined) throw new InvalidInputError({ proof: '证明文件应为 PDF、PNG 或 JPG' });
  return { bytes, name: sent.name, mediaType };
}
