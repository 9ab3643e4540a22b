import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { PolicyTest } from '~/knowledge/policies/design/policy-test';

import type { SourceText } from './editor-context';

/** What the editor is opened with: the version that is worked on, the one in force, and what the reader may do. */
export interface PolicyEditorProps {
  policyId: string;
  department: string;
  at: string;
  definitions: FactDefinition[];
  forms: { id: string; title: string }[];
  texts: Record<string, SourceText>;
  working: {
    number: number;
    state: 'draft' | 'in-review' | 'published' | 'withdrawn';
    title: string;
    titleEn: string;
    region: string;
    effectiveFrom: string;
    expiresOn: string | null;
    formId: string | null;
    content: PolicyDraft;
    tests: PolicyTest[];
    revision: number;
    savedAt: Date;
  };
  base: { number: number; content: PolicyDraft } | null;
  versions: {
    number: number;
    state: string;
    effectiveFrom: string;
    expiresOn: string | null;
    publishedAt: Date | null;
    publishedBy: string | null;
    proposedBy: string | null;
    inForce: boolean;
  }[];
  savedBy: string | null;
  proposedBy: string | null;
  reviewNote: string | null;
  impactSeenAt: Date | null;
  mayWrite: boolean;
  mayDecide: boolean;
}
