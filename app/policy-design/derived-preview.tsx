import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';

import { askFirm } from './ask-firm';
import type { BuilderContext } from './editor-context';
import { FirmFinder } from './firm-finder';
import type { FirmPreview } from './read-firm.server';

/** 试算一家: the derived facts of a chosen firm, with bounds where something is unknown; follows the edits. */
export function DerivedPreview({ builder, content }: { builder: BuilderContext; content: PolicyDraft }) {
  const { t } = useTranslation();
  const [firmId, setFirm] = useState<string | null>(null);
  const [preview, setPreview] = useState<FirmPreview | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const derived = JSON.stringify(content.derived);
  const { policyId } = builder;
  useEffect(() => {
    if (firmId === null) return;
    let isGone = false;
    const timer = setTimeout(() => {
      askFirm(policyId, { enterpriseId: firmId, derived: JSON.parse(derived) as unknown[] })
        .then((found) => {
          if (isGone) return;
          setPreview(found);
          setFailed(false);
        })
        .catch((error: unknown) => {
          reportError(error);
          setFailed(true);
        });
    }, 300);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [policyId, firmId, derived]);
  return (
    <section className="hq-card" aria-labelledby="preview-title">
      <div className="hq-card-h">
        <h2 id="preview-title">{t('rules.preview')}</h2>
        {preview && <span className="hq-muted hq-sm">{preview.name}</span>}
      </div>
      <div className="hq-card-b">
        <FirmFinder policyId={policyId} label={t('rules.preview.firm')} onChoose={setFirm} />
        {hasFailed && <p className="c-no hq-sm">{t('rules.live.failed')}</p>}
        {preview && (
          <table className="table t" data-preview>
            <thead>
              <tr>
                {['name', 'value', 'missing'].map((head) => (
                  <th key={head} scope="col">
                    {t(`rules.preview.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {content.derived.map((fact) => {
                const line = preview.derived[fact.key];
                const missing = line?.facts.filter(({ value }) => value === undefined) ?? [];
                return (
                  <tr key={fact.key}>
                    <td>{fact.label || fact.key}</td>
                    <td>
                      {line?.value?.text ?? line?.bounds ?? t('rules.preview.unknown')}
                      {line?.score && (
                        <ul className="plain hq-xs hq-muted">
                          {line.score.map((part) => (
                            <li key={part.id}>
                              {part.low === part.high
                                ? t('rules.preview.part', {
                                    name: part.label,
                                    text: part.text ?? '—',
                                    points: part.low,
                                  })
                                : t('rules.preview.part-open', {
                                    name: part.label,
                                    low: part.low,
                                    high: part.high,
                                  })}
                            </li>
                          ))}
                        </ul>
                      )}
                    </td>
                    <td>{missing.map(({ label }) => label).join('、') || '—'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}
