import type { DerivedFact } from '~/knowledge/enterprises/derived-fact-schema';
import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import type { FactCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { PolicyTest } from '~/knowledge/policies/design/policy-test';
import { makeRuleContext, type RuleContext } from '~/knowledge/policies/rule-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

/** All that one saves of a policy's draft. */
export interface EditorState {
  title: string;
  titleEn: string;
  region: string;
  effectiveFrom: string;
  expiresOn: string | null;
  formId: string | null;
  content: PolicyDraft;
  tests: PolicyTest[];
  [name: string]: unknown;
}

/** States gone through, for undo and redo; `mark` names what was edited last, so that typing is one step. */
export interface History {
  past: EditorState[];
  present: EditorState;
  future: EditorState[];
  mark: string | null;
}

const keptSteps = 100;

/** The history after an edit: edits of the same mark follow one another as one step. */
export function pushState(history: History, next: EditorState, mark: string | null): History {
  if (next === history.present) return history;
  const isSame = mark !== null && mark === history.mark;
  return {
    past: isSame ? history.past : [...history.past, history.present].slice(-keptSteps),
    present: next,
    future: [],
    mark,
  };
}

/** One step back; the same history when there is none. */
export function undoState(history: History): History {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    mark: null,
  };
}

/** One step forward again. */
export function redoState(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.present], present: next, future, mark: null };
}

/** Every node with an id, so that conditions keep theirs while they move. `used` ids are kept; twins get new ones. */
export function withIds(rule: RuleGroup, makeId: (path: readonly number[]) => string): RuleGroup {
  const used = new Set<string>();
  const visit = (node: RuleGroup | RuleLeaf, path: readonly number[]): RuleGroup | RuleLeaf => {
    let id = node.id;
    if (!id || used.has(id)) id = makeId(path);
    while (used.has(id)) id = `${id}-2`;
    used.add(id);
    return isRuleGroup(node)
      ? { ...node, id, rules: node.rules.map((child, index) => visit(child, [...path, index])) }
      : { ...node, id };
  };
  return visit(rule, []) as RuleGroup;
}

/** The derived facts of a draft that are finished; the others can't be computed with yet. */
export function finishedDerived(content: PolicyDraft): DerivedFact[] {
  return content.derived.flatMap((fact) => {
    const parsed = derivedFactSchema.safeParse(fact);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The context in which the draft's rule is read in the browser. */
export function contextOfDraft(content: PolicyDraft, at: string, catalogue: FactCatalogue): RuleContext {
  return makeRuleContext(at, finishedDerived(content), catalogue);
}
