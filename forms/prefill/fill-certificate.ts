import { setValueAt } from '~/forms/definition/data-path';
import type { FormField } from '~/forms/definition/form-definition';

import { countsOn, type HeldCertificate } from './held-certificate';
import type { PrefillResult } from './prefill-form';

/** What the firm holds of the kind that a file field asks for. Days are ISO. */
export type CertificateState =
  | { state: 'held'; certificate: HeldCertificate; expiresSoon: boolean }
  | { state: 'expired'; certificate: HeldCertificate }
  | { state: 'none' };

/** A certificate that ends within so many days is shown as ending soon. */
const soonDays = 90;

/** The file's id that stands for a certificate in the register. */
export const certificateFilePrefix = 'certificate:';

/**
 * A certificate that the city's register holds needs no upload (免提交): the field names it, locked. One that has ended
 * is told, and the field asks for the file. Changes `result`.
 */
export function fillFromCertificate(
  { path }: FormField,
  key: string,
  { certificates, today }: { certificates: readonly HeldCertificate[]; today: string },
  result: PrefillResult,
): void {
  const ofKind = certificates.filter((certificate) => certificate.key === key);
  const held = ofKind.filter((certificate) => countsOn(certificate, today)).sort(lastsLonger)[0];
  if (!held) {
    const ended = ofKind.sort(lastsLonger)[0];
    result.certificates[path] = ended ? { state: 'expired', certificate: ended } : { state: 'none' };
    result.missing.push(path);
    return;
  }
  result.certificates[path] = { state: 'held', certificate: held, expiresSoon: endsSoon(held, today) };
  const value = [fileOf(held)];
  setValueAt(result.data, path, value);
  result.provenance[path] = {
    fact: held.key,
    period: null,
    source: held.issuer,
    sourceKind: 'certificate',
    observedAt: held.issuedOn,
    locked: true,
    reference: held.number,
    value,
    validUntil: held.validUntil,
  };
}

/** As form.io keeps a file, so that a required field is answered by it. */
function fileOf({ id, name, number }: HeldCertificate) {
  const title = `${name} ${number}`;
  return {
    storage: 'url',
    fileId: `${certificateFilePrefix}${id}`,
    name: title,
    originalName: title,
    size: 0,
    type: 'certificate',
    url: '',
  };
}

function lastsLonger(a: HeldCertificate, b: HeldCertificate): number {
  return (
    (b.validUntil ?? '9999').localeCompare(a.validUntil ?? '9999') || b.issuedOn.localeCompare(a.issuedOn)
  );
}

function endsSoon({ validUntil }: HeldCertificate, today: string): boolean {
  return validUntil !== null && Date.parse(validUntil) - Date.parse(today) <= soonDays * 86_400_000;
}
