import { useRevalidator } from '@remix-run/react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { gateChecks } from '~/knowledge/policies/design/gate-checks';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { PolicyTest } from '~/knowledge/policies/design/policy-test';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

import { BenefitTab } from './benefit-tab';
import { DerivedTab } from './derived-tab';
import { contextOfDraft, withIds, type EditorState } from './editor-state';
import type { BuilderContext } from './editor-context';
import { EditorHead } from './editor-head';
import type { PolicyEditorProps } from './editor-props';
import { EditorTabs, type EditorTab } from './editor-tabs';
import { ElementsTab } from './elements-tab';
import { GateCard } from './gate-card';
import { LiveCard } from './live-card';
import { makeNodeId } from './make-node-id';
import { RuleTab } from './rule-tab';
import { SandboxTab } from './sandbox-tab';
import { SourceCard } from './source-card';
import { SourcesTab } from './sources-tab';
import { TestsCard } from './tests-card';
import { useCoverage } from './use-coverage';
import { useDraftChecks } from './use-draft-checks';
import { usePolicyEditor } from './use-policy-editor';
import { useSimulation } from './use-simulation';
import { VersionsTab } from './versions-tab';

/** The desk's editor of one policy: who qualifies, how that is computed, what it comes to, and the way to publishing. */
export function PolicyEditor(props: PolicyEditorProps) {
  const { policyId, at, definitions } = props;
  const coverage = useCoverage(policyId);
  const opened = props.working;
  const { t, i18n } = useTranslation();
  const locale = i18n.language === 'en' ? ('en' as const) : ('zh' as const);
  const isReadOnly = !props.mayWrite || opened.state === 'in-review';
  const [initial] = useState<EditorState>(() => initialState(opened));
  const editor = usePolicyEditor({
    policyId,
    initial,
    revision: opened.revision,
    savedAt: opened.savedAt.toISOString(),
    isReadOnly,
  });
  const { state, edit, savedNumber } = editor;
  // The first change to a published version opens the next one.
  const isNewDraft = opened.state === 'published' && savedNumber !== null;
  const working = isNewDraft ? { ...opened, state: 'draft' as const, number: savedNumber } : opened;
  const base = props.base ?? (opened.state === 'published' ? opened : null);
  const { content } = state;
  const [tab, setTab] = useState<EditorTab>('rule');
  const [focusId, setFocus] = useState<string | null>(null);
  const [texts, setTexts] = useState(props.texts);
  const [thresholdId, setThreshold] = useState<string | null>(null);
  const [impactSeen, setImpactSeen] = useState(props.impactSeenAt !== null && opened.state !== 'published');
  const revalidator = useRevalidator();
  const catalogue = useMemo(() => new Map(definitions.map((fact) => [fact.key, fact])), [definitions]);
  const context = useMemo(() => contextOfDraft(content, at, catalogue), [content, at, catalogue]);
  const { findings, outcomes } = useDraftChecks({ state, catalogue, at, coverage });
  const { simulation, isAsking, hasFailed } = useSimulation(policyId, content, {
    ...(tab === 'sandbox' && { details: true }),
    ...(tab === 'sandbox' && thresholdId !== null && { threshold: { leafId: thresholdId } }),
  });
  const decisive = JSON.stringify([
    content.rule,
    content.derived,
    content.benefit.amount,
    state.effectiveFrom,
  ]);
  const [seenFor, setSeenFor] = useState(decisive);
  // As the server does: once the rule differs, what was looked at counts no longer, even if it is put back.
  if (impactSeen && seenFor !== decisive) setImpactSeen(false);
  const isImpactSeen = impactSeen && seenFor === decisive;
  const checks = gateChecks({
    content,
    findings,
    tests: state.tests,
    outcomes,
    impactSeen: isImpactSeen,
    state: working.state,
  });
  const setContent = (change: (old: PolicyDraft) => PolicyDraft, mark: string | null = null) =>
    edit((old) => ({ ...old, content: change(old.content) }), mark);
  const failing = useMemo(() => failingLeaves(outcomes, state.tests), [outcomes, state.tests]);
  const builder: BuilderContext = {
    rule: content.rule as RuleGroup,
    catalogue,
    definitions,
    context,
    derived: content.derived,
    sources: content.sources,
    findings,
    failing,
    locale,
    isReadOnly,
    focusId,
    policyId,
    setFocus,
    setRule: (rule, mark) =>
      setContent((old) => ({ ...old, rule: withIds(rule, () => makeNodeId(rule)) }), mark),
    addDerived: (fact) =>
      setContent((old) =>
        old.derived.some(({ key }) => key === fact.key) ? old : { ...old, derived: [...old.derived, fact] },
      ),
    addSource: (source, text) => {
      setTexts((known) => ({ ...known, [source.id]: text }));
      setContent((old) => ({ ...old, sources: [...old.sources, source] }));
    },
    openDerived: () => setTab('derived'),
  };
  const deed = async (body: object): Promise<string[]> => {
    await editor.flush();
    const problems = await sendDeed(policyId, body);
    if (problems.length === 0) revalidator.revalidate();
    return problems;
  };
  return (
    <>
      <EditorHead
        policyId={policyId}
        title={state.title}
        version={working}
        liveNumber={base?.number ?? null}
        isReadOnly={isReadOnly}
        savedBy={props.savedBy}
        hasQuota={state.content.quota !== undefined}
        editor={editor}
      />
      <p className="pd-phone hq-note">{t('rules.phone')}</p>
      {editor.save.kind === 'conflict' && (
        <div className="hq-note hq-note-gap pd-note" role="alert">
          <span className="grow">{t('rules.conflict')}</span>
          <button type="button" className="btn btn-outline-primary btn-sm" onClick={editor.keepMine}>
            {t('fill.conflict.mine')}
          </button>
          <a className="btn btn-outline-primary btn-sm" href={`/desk/policies/${policyId}`}>
            {t('rules.conflict.theirs')}
          </a>
        </div>
      )}
      {editor.problem && (
        <p className="hq-note hq-note-no" role="alert">
          {editor.problem}
        </p>
      )}
      {props.reviewNote && working.state === 'draft' && (
        <p className="hq-note hq-note-gap">{t('rules.sent-back', { reason: props.reviewNote })}</p>
      )}
      {working.state === 'in-review' && (
        <p className="hq-note">{t('rules.in-review', { name: props.proposedBy ?? '' })}</p>
      )}
      <div className="pd-lay">
        <div className="stack">
          <EditorTabs
            tab={tab}
            open={setTab}
            counts={{ derived: content.derived.length, sources: content.sources.length }}
            findings={findings}
          />
          <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} className="stack">
            {tab === 'rule' && (
              <>
                <RuleTab builder={builder} />
                <TestsCard
                  builder={builder}
                  state={state}
                  outcomes={outcomes}
                  at={at}
                  setTests={(tests, mark) => edit((old) => ({ ...old, tests }), mark)}
                />
              </>
            )}
            {tab === 'derived' && <DerivedTab builder={builder} content={content} setContent={setContent} />}
            {tab === 'sandbox' && (
              <SandboxTab
                policyId={policyId}
                builder={builder}
                content={content}
                simulation={simulation}
                thresholdId={thresholdId}
                setThreshold={setThreshold}
                baseNumber={base?.number ?? null}
                onSeen={() => {
                  if (working.state === 'published' || isReadOnly || isImpactSeen) return;
                  void editor
                    .flush()
                    .then(() => sendDeed(policyId, { intent: 'impact-seen', revision: editor.revision() }))
                    .then((problems) => {
                      if (problems.length > 0) return;
                      setImpactSeen(true);
                      setSeenFor(decisive);
                    });
                }}
              />
            )}
            {tab === 'elements' && (
              <ElementsTab
                state={state}
                edit={edit}
                forms={props.forms}
                findings={findings}
                isReadOnly={isReadOnly}
              />
            )}
            {tab === 'benefit' && (
              <BenefitTab
                builder={builder}
                content={content}
                knownBonds={props.knownBonds}
                setContent={setContent}
              />
            )}
            {tab === 'sources' && (
              <SourcesTab builder={builder} content={content} texts={texts} setContent={setContent} />
            )}
            {tab === 'versions' && (
              <VersionsTab
                versions={props.versions}
                base={base}
                content={content}
                mayWrite={props.mayWrite}
                deed={deed}
              />
            )}
          </div>
        </div>
        <aside className="stack pd-rail" aria-label={t('rules.rail')}>
          <LiveCard
            simulation={simulation}
            isAsking={isAsking}
            hasFailed={hasFailed}
            baseNumber={base?.number ?? null}
            openSandbox={() => setTab('sandbox')}
          />
          {tab === 'rule' && <SourceCard builder={builder} texts={texts} />}
          <GateCard
            checks={checks}
            findings={findings}
            working={working}
            mayWrite={props.mayWrite}
            mayDecide={props.mayDecide}
            revision={editor.revision}
            openTab={setTab}
            focus={(id) => {
              setTab('rule');
              setFocus(id);
            }}
            deed={deed}
          />
        </aside>
      </div>
    </>
  );
}

function initialState({ content, tests, ...working }: PolicyEditorProps['working']): EditorState {
  const { title, titleEn, region, effectiveFrom, expiresOn, formId } = working;
  const rule = withIds(
    content.rule as RuleGroup,
    (path) => `c${path.map((index) => index + 1).join('-') || '0'}`,
  );
  return {
    title,
    titleEn,
    region,
    effectiveFrom,
    expiresOn,
    formId,
    content: { ...content, derived: content.derived ?? [], rule },
    tests,
  };
}

function failingLeaves(
  outcomes: { id: string; blame: string[] }[],
  tests: PolicyTest[],
): Map<string, string[]> {
  const failing = new Map<string, string[]>();
  for (const { id, blame } of outcomes)
    for (const leaf of blame)
      failing.set(leaf, [...(failing.get(leaf) ?? []), tests.find((test) => test.id === id)?.name ?? '']);
  return failing;
}

async function sendDeed(policyId: string, body: object): Promise<string[]> {
  const response = await fetch(`/desk/policies/${policyId}/deed`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return [];
  const problem = (await response.json().catch(() => ({}))) as {
    title?: string;
    errors?: { message: string }[];
  };
  return problem.errors?.map(({ message }) => message) ?? [problem.title ?? String(response.status)];
}
