import type { PolicyContent } from './policy-content';

/** A published version of a policy as it is judged and shown. */
export interface PublishedPolicy {
  id: string;
  versionId: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  department: string;
  departmentEn: string | null;
  region: string;
  effectiveFrom: string;
  expiresOn: string | null;
  /** Opaque here: the form that applies for it. */
  formId: string | null;
  isSample: boolean;
  content: PolicyContent;
}

/** Whether the version is in force on a day, its last day included. */
export function isInForce(policy: Pick<PublishedPolicy, 'effectiveFrom' | 'expiresOn'>, at: string): boolean {
  return policy.effectiveFrom <= at && (policy.expiresOn === null || policy.expiresOn >= at);
}
