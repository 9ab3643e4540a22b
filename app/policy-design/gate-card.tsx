import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { mayPropose, type GateCheck } from '~/knowledge/policies/design/gate-checks';
import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';

import type { EditorTab } from './editor-tabs';
import type { PolicyEditorProps } from './editor-props';

interface GateProps {
  checks: readonly GateCheck[];
  findings: readonly PolicyFinding[];
  working: PolicyEditorProps['working'];
  mayWrite: boolean;
  mayDecide: boolean;
  revision: () => number;
  openTab: (tab: EditorTab) => void;
  focus: (id: string) => void;
  /** Sends a deed; the sentences of what stands against it. */
  deed: (body: object) => Promise<string[]>;
}

const icons = {
  done: 'bi-check-circle-fill c-ok',
  failed: 'bi-x-circle-fill c-no',
  open: 'bi-circle hq-muted',
};
const tabOf: Record<GateCheck['id'], EditorTab> = {
  elements: 'elements',
  cited: 'rule',
  sound: 'rule',
  supplied: 'rule',
  tests: 'rule',
  impact: 'sandbox',
  second: 'versions',
};

/** 发布检查: what must hold before a version is published, each with the way to its remedy. */
export function GateCard({
  checks,
  findings,
  working,
  mayWrite,
  mayDecide,
  revision,
  openTab,
  focus,
  deed,
}: GateProps) {
  const { t } = useTranslation();
  const [problems, setProblems] = useState<string[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const act = (intent: string, more: object = {}) => {
    setBusy(true);
    void deed({ intent, revision: revision(), ...more })
      .then(setProblems)
      .catch((error: unknown) => {
        reportError(error);
        setProblems([t('rules.live.failed')]);
      })
      .finally(() => setBusy(false));
  };
  const done = checks.filter(({ state }) => state === 'done').length;
  const isReady = mayPropose(checks);
  const first = checks.find(({ id, state }) => id !== 'second' && state !== 'done');
  const remedy = (id: GateCheck['id']) => {
    const finding = findings.find(
      (one) =>
        one.severity === 'error' &&
        (id === 'cited' ? one.code.startsWith('source.') : id === 'sound' && !one.code.startsWith('source.')),
    );
    if (finding && finding.tab !== 'rule' && finding.tab !== 'tests') openTab(finding.tab);
    else if (finding?.id) focus(finding.id);
    else openTab(tabOf[id]);
  };
  return (
    <section className="hq-card" aria-labelledby="gate-title">
      <div className="hq-card-h">
        <h2 id="gate-title">{t('rules.gate')}</h2>
        <span className="hq-muted hq-sm pd-right">
          {t('rules.gate.count', { n: done, of: checks.length })}
        </span>
      </div>
      <div className="hq-card-b">
        <ul className="check">
          {checks.map((check) => (
            <li key={check.id} data-check={check.id} data-state={check.state}>
              <i
                className={`bi ${icons[check.state]}`}
                role="img"
                aria-label={t(`rules.gate.state.${check.state}`)}
              />
              <span className={check.state === 'failed' ? 'pd-strong' : undefined}>
                {t(`rules.gate.${check.id}`)}
              </span>
              {check.state === 'done' ? (
                <span className="hq-muted hq-sm">
                  {check.count ? `${check.count.done} / ${check.count.of}` : ''}
                </span>
              ) : (
                <button type="button" className="btn btn-link btn-sm" onClick={() => remedy(check.id)}>
                  {check.lacks
                    ? t(`rules.gate.lacks.${check.lacks}`, {
                        n: (check.count?.of ?? 0) - (check.count?.done ?? 0),
                      })
                    : check.count
                      ? t('rules.gate.wrong', { n: check.count.of - check.count.done })
                      : t(`rules.gate.do.${check.id}`)}
                </button>
              )}
            </li>
          ))}
        </ul>
        {problems.length > 0 && (
          <p className="hq-note hq-note-no" role="alert">
            {problems.join('；')}
          </p>
        )}
        {working.state === 'draft' && mayWrite && (
          <div className="pd-publish">
            <button
              type="button"
              className="btn btn-primary"
              disabled={!isReady || isBusy}
              aria-describedby="publish-why"
              onClick={() => act('propose')}
            >
              {t('rules.propose', { n: working.number })}
            </button>
            <p id="publish-why" className="hq-sm hq-muted">
              {isReady
                ? t('rules.propose.ready')
                : t('rules.propose.not-yet', { why: t(`rules.gate.${first?.id ?? 'sound'}`) })}
            </p>
          </div>
        )}
        {working.state === 'in-review' && (
          <div className="pd-publish stack">
            {mayDecide ? (
              <>
                <button
                  type="button"
                  className="btn btn-primary"
                  disabled={isBusy}
                  onClick={() => act('approve')}
                >
                  {t('rules.approve', { n: working.number, date: working.effectiveFrom })}
                </button>
                <label className="pd-field">
                  <span className="form-label">{t('rules.send-back.reason')}</span>
                  <textarea
                    className="form-control"
                    rows={2}
                    value={reason}
                    onChange={(event) => setReason(event.target.value)}
                  />
                </label>
                <button
                  type="button"
                  className="btn btn-outline-primary"
                  disabled={isBusy}
                  onClick={() => act('send-back', { reason })}
                >
                  {t('rules.send-back')}
                </button>
              </>
            ) : (
              <p className="hq-sm hq-muted">{t('rules.approve.other')}</p>
            )}
            {mayWrite && (
              <button
                type="button"
                className="btn btn-link btn-sm"
                disabled={isBusy}
                onClick={() => act('recall')}
              >
                {t('rules.recall')}
              </button>
            )}
          </div>
        )}
        {working.state === 'published' && mayWrite && (
          <p className="hq-sm hq-muted">{t('rules.published-note')}</p>
        )}
      </div>
    </section>
  );
}
