import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { VerdictBadge } from '~/app/components/policies/verdict-badge';
import { inputsOfFact } from '~/knowledge/enterprises/check-derived-facts';
import { expectedShown, type PolicyTest, type TestOutcome } from '~/knowledge/policies/design/policy-test';
import { findField } from '~/knowledge/policies/rule-context';

import { askFirm } from './ask-firm';
import { leavesWithPath } from './edit-rule';
import type { BuilderContext } from './editor-context';
import { finishedDerived, type EditorState } from './editor-state';
import { FirmFinder } from './firm-finder';
import { Choice } from './elements-tab';
import { ValueEditor } from './value-editor';

interface TestsProps {
  builder: BuilderContext;
  state: EditorState;
  outcomes: readonly TestOutcome[];
  at: string;
  setTests: (tests: PolicyTest[], mark: string | null) => void;
}

/** 测试用例: facts → verdict, and why; by hand, or frozen from a firm without its name. */
export function TestsCard({ builder, state, outcomes, at, setTests }: TestsProps) {
  const { t } = useTranslation();
  const { tests } = state;
  const [openId, setOpen] = useState<string | null>(null);
  const [isFreezing, setFreezing] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const outcomeOf = (id: string) => outcomes.find((outcome) => outcome.id === id);
  const failed = tests.filter(({ id }) => outcomeOf(id)?.passed !== true).length;
  const change = (id: string, next: Partial<PolicyTest>, mark: string | null) =>
    setTests(
      tests.map((test) => (test.id === id ? { ...test, ...next } : test)),
      mark,
    );
  const add = (test: Partial<PolicyTest>) => {
    const id = freeId(tests);
    setTests(
      [
        ...tests,
        {
          id,
          name: t('rules.tests.name', { n: tests.length + 1 }),
          why: '',
          at,
          facts: {},
          expected: 'eligible',
          frozen: false,
          ...test,
        },
      ],
      null,
    );
    setOpen(id);
  };
  const freeze = (enterpriseId: string) => {
    askFirm(builder.policyId, { enterpriseId, rule: state.content.rule, derived: state.content.derived })
      .then((firm) => {
        add({
          name: t('rules.tests.frozen-name', { n: tests.length + 1 }),
          facts: firm.facts,
          expected: firm.shown ?? 'to-confirm',
          frozen: true,
        });
        setFreezing(false);
        setFailed(false);
      })
      .catch((error: unknown) => {
        reportError(error);
        setFailed(true);
      });
  };
  return (
    <section className="hq-card" aria-labelledby="tests" id="tests-card">
      <div className="hq-card-h">
        <h2 id="tests" tabIndex={-1}>
          {t('rules.tests')}
        </h2>
        {failed > 0 && (
          <span className="hq-v hq-v-no">
            <i className="bi bi-x-circle-fill" aria-hidden="true" />
            {t('rules.tests.failed', { n: failed })}
          </span>
        )}
        <span className="hq-sm hq-muted">
          {t('rules.tests.count', { n: tests.length, passed: tests.length - failed })}
        </span>
        {!builder.isReadOnly && (
          <span className="pd-right row-x">
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              aria-expanded={isFreezing}
              onClick={() => setFreezing(!isFreezing)}
            >
              <i className="bi bi-snow" aria-hidden="true" /> {t('rules.tests.freeze')}
            </button>
            <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => add({})}>
              <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.tests.add')}
            </button>
          </span>
        )}
      </div>
      {isFreezing && (
        <div className="hq-card-b">
          <FirmFinder policyId={builder.policyId} label={t('rules.tests.freeze')} onChoose={freeze} />
          {hasFailed && <p className="c-no hq-sm">{t('rules.live.failed')}</p>}
        </div>
      )}
      {tests.length === 0 ? (
        <p className="hq-card-b hq-sm hq-muted">{t('rules.tests.empty')}</p>
      ) : (
        <div className="pd-scroll">
          <table className="table t">
            <thead>
              <tr>
                {['case', 'expected', 'actual', 'result', 'edit'].map((head) => (
                  <th key={head} scope="col">
                    {t(`rules.tests.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tests.map((test) => {
                const outcome = outcomeOf(test.id);
                const isPassed = outcome?.passed === true;
                return (
                  <tr key={test.id} className={isPassed ? undefined : 'pd-failed'} data-test={test.id}>
                    <td>
                      <b>{test.name}</b>{' '}
                      {test.frozen && <span className="tag">{t('rules.tests.is-frozen')}</span>}
                      {test.why && <div className="hq-xs hq-muted">{test.why}</div>}
                      {outcome && Object.keys(outcome.problems).length > 0 && (
                        <div className="hq-xs c-no">{Object.values(outcome.problems).join('；')}</div>
                      )}
                    </td>
                    <td>
                      <VerdictBadge shown={test.expected} />
                    </td>
                    <td>{outcome?.actual ? <VerdictBadge shown={outcome.actual} /> : '—'}</td>
                    <td className="nowrap">
                      <i
                        className={`bi ${isPassed ? 'bi-check-lg c-ok' : 'bi-x-lg c-no'}`}
                        aria-hidden="true"
                      />{' '}
                      {t(isPassed ? 'rules.tests.passed' : 'rules.tests.not-passed')}
                    </td>
                    <td>
                      <button
                        type="button"
                        className="btn btn-link btn-sm"
                        aria-expanded={openId === test.id}
                        aria-label={t('rules.tests.edit-of', { name: test.name })}
                        onClick={() => setOpen(openId === test.id ? null : test.id)}
                      >
                        {t(openId === test.id ? 'rules.tests.close' : 'rules.tests.open')}
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {tests
        .filter(({ id }) => id === openId)
        .map((test) => (
          <TestForm
            key={test.id}
            builder={builder}
            state={state}
            test={test}
            change={(next, mark) => change(test.id, next, mark)}
            remove={() => {
              setTests(
                tests.filter(({ id }) => id !== test.id),
                null,
              );
              setOpen(null);
            }}
          />
        ))}
    </section>
  );
}

function freeId(tests: readonly PolicyTest[]): string {
  let number = tests.length + 1;
  while (tests.some(({ id }) => id === `t${number}`)) number += 1;
  return `t${number}`;
}

interface FormProps {
  builder: BuilderContext;
  state: EditorState;
  test: PolicyTest;
  change: (next: Partial<PolicyTest>, mark: string | null) => void;
  remove: () => void;
}

/** One case: its name and reason, what is expected, and a value for each fact that the rule is computed from. */
function TestForm({ builder, state, test, change, remove }: FormProps) {
  const { t } = useTranslation();
  const keys = neededFacts(state, builder);
  return (
    <fieldset className="pd-card stack pd-test" disabled={builder.isReadOnly} aria-label={test.name}>
      <div className="pd-grid">
        <label className="pd-field">
          <span className="form-label">{t('rules.tests.name-of')}</span>
          <input
            className="form-control"
            value={test.name}
            onChange={(event) => change({ name: event.target.value }, `name ${test.id}`)}
          />
        </label>
        <label className="pd-field">
          <span className="form-label">{t('rules.tests.why')}</span>
          <input
            className="form-control"
            value={test.why}
            onChange={(event) => change({ why: event.target.value }, `why ${test.id}`)}
          />
        </label>
        <Choice
          label={t('rules.tests.expected')}
          value={test.expected}
          options={expectedShown.map((shown) => ({ value: shown, label: t(`policies.shown.${shown}`) }))}
          onChange={(expected) => change({ expected: expected as PolicyTest['expected'] }, null)}
        />
        <label className="pd-field">
          <span className="form-label">{t('rules.tests.at')}</span>
          <input
            type="date"
            className="form-control"
            value={test.at}
            onChange={(event) => event.target.value && change({ at: event.target.value }, null)}
          />
        </label>
      </div>
      <div className="pd-facts">
        {keys.map((key) => (
          <TestFact
            key={key}
            builder={builder}
            factKey={key}
            value={test.facts[key]}
            onChange={(value) => {
              const { [key]: _old, ...rest } = test.facts;
              change(
                { facts: value === undefined ? rest : { ...rest, [key]: value } },
                `fact ${test.id} ${key}`,
              );
            }}
          />
        ))}
      </div>
      <button type="button" className="btn btn-link btn-sm" onClick={remove}>
        <i className="bi bi-trash" aria-hidden="true" /> {t('rules.tests.remove')}
      </button>
    </fieldset>
  );
}

interface TestFactProps {
  builder: BuilderContext;
  factKey: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A value for a fact, or none: what isn't known is a case too. Values by period are shown as they were frozen. */
function TestFact({ builder, factKey, value, onChange }: TestFactProps) {
  const { t } = useTranslation();
  const field = findField(factKey, builder.context);
  if (!field) return null;
  const label = field.label[builder.locale];
  const isByPeriod = typeof value === 'object' && value !== null;
  return (
    <div className="pd-fact-line">
      <span>{label}</span>
      {isByPeriod ? (
        <span className="hq-sm">
          {Object.entries(value)
            .map(([period, one]) => `${period}: ${String(one)}`)
            .join('；')}
        </span>
      ) : field.type === 'boolean' ? (
        <select
          className="form-select pd-select"
          aria-label={t('rules.value-of', { fact: label })}
          value={value === true ? 'true' : value === false ? 'false' : ''}
          onChange={(event) =>
            onChange(event.target.value === '' ? undefined : event.target.value === 'true')
          }
        >
          <option value="">{t('rules.tests.unknown')}</option>
          <option value="true">{t('rules.bool.true')}</option>
          <option value="false">{t('rules.bool.false')}</option>
        </select>
      ) : (
        <ValueEditor
          field={field}
          operator="="
          value={value}
          locale={builder.locale}
          disabled={builder.isReadOnly}
          onChange={(next) => onChange(next === '' ? undefined : next)}
        />
      )}
      {value !== undefined && (
        <button
          type="button"
          className="pd-x"
          aria-label={t('rules.tests.clear', { fact: label })}
          onClick={() => onChange(undefined)}
        >
          <i className="bi bi-x" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** The catalogue facts that the rule comes down to. */
function neededFacts({ content }: EditorState, { context, catalogue }: BuilderContext): string[] {
  const derived = new Map(finishedDerived(content).map((fact) => [fact.key, fact]));
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string) => {
    if (seen.has(key)) return;
    seen.add(key);
    const made = derived.get(key) ?? context.derived.get(key);
    if (made) inputsOfFact(made).forEach((input) => visit(input.key));
    else if (catalogue.has(key)) found.add(key);
  };
  for (const { leaf } of leavesWithPath(content.rule as never)) if (leaf.field) visit(leaf.field);
  return [...found];
}
