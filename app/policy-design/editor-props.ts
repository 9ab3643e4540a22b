import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { DesignedVersion, VersionLine } from '~/knowledge/policies/design/get-policy-for-design.server';
import type { KnownBond } from '~/knowledge/policies/design/list-known-bonds.server';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';

import type { SourceText } from './editor-context';

/** What the editor is opened with: the version that is worked on, the one in force, and what the reader may do. */
export interface PolicyEditorProps {
  policyId: string;
  department: string;
  at: string;
  definitions: FactDefinition[];
  forms: { id: string; title: string }[];
  texts: Record<string, SourceText>;
  knownBonds: KnownBond[];
  working: Omit<DesignedVersion, 'versionId'>;
  base: { number: number; content: PolicyDraft } | null;
  versions: VersionLine[];
  savedBy: string | null;
  proposedBy: string | null;
  reviewNote: string | null;
  impactSeenAt: Date | null;
  mayWrite: boolean;
  mayDecide: boolean;
}
