/** Certificate 电子证照 that the firm holds, as prefill reads it. Days are ISO. */
export interface HeldCertificate {
  id: string;
  /** The fact that it proves: `qualification.high-tech`. */
  key: string;
  /** The catalogue's name for it. */
  name: string;
  number: string;
  issuer: string;
  issuedOn: string;
  /** The last day; null for one without an end. */
  validUntil: string | null;
}

/** Whether it counts on a day. */
export function countsOn({ issuedOn, validUntil }: HeldCertificate, day: string): boolean {
  return issuedOn <= day && (validUntil === null || validUntil >= day);
}
