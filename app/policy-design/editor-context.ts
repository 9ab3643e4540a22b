import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { FactCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { RuleContext } from '~/knowledge/policies/rule-context';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

/** A clause of a source as the city's library has it. */
export interface SourceText {
  href: string | null;
  text: string | null;
}

/** What the blocks of a rule need to know and may do; handed down by react-querybuilder's `context`. */
export interface BuilderContext {
  rule: RuleGroup;
  catalogue: FactCatalogue;
  definitions: readonly FactDefinition[];
  context: RuleContext;
  derived: PolicyDraft['derived'];
  sources: readonly PolicySource[];
  findings: readonly PolicyFinding[];
  /** Leaf → the names of test cases that it fails. */
  failing: ReadonlyMap<string, readonly string[]>;
  locale: 'zh' | 'en';
  isReadOnly: boolean;
  focusId: string | null;
  policyId: string;
  setFocus: (id: string) => void;
  /** Replaces the rule; `mark` joins edits of one kind into one step of undo. */
  setRule: (rule: RuleGroup, mark: string | null) => void;
  addDerived: (fact: PolicyDraft['derived'][number]) => void;
  addSource: (source: PolicySource, text: SourceText) => void;
  openDerived: (key: string) => void;
}
