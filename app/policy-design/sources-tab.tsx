import { useTranslation } from 'react-i18next';

import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

import type { BuilderContext, SourceText } from './editor-context';
import { ClauseSearch } from './source-tag';

interface SourcesProps {
  builder: BuilderContext;
  content: PolicyDraft;
  texts: Record<string, SourceText>;
  setContent: (change: (old: PolicyDraft) => PolicyDraft, mark?: string | null) => void;
}

const texts = ['documentTitle', 'documentNumber', 'path', 'quote', 'url'] as const;

/** 依据: the clauses that the policy rests on; conditions, rates and caps point at them. */
export function SourcesTab({ builder, content, texts: found, setContent }: SourcesProps) {
  const { t } = useTranslation();
  const change = (at: number, next: PolicySource, mark: string) =>
    setContent(
      (old) => ({ ...old, sources: old.sources.map((one, index) => (index === at ? next : one)) }),
      mark,
    );
  const used = usedSources(content.rule as RuleGroup);
  return (
    <section className="hq-card" aria-labelledby="sources-title">
      <div className="hq-card-h">
        <h2 id="sources-title">{t('rules.sources')}</h2>
      </div>
      <fieldset className="pd-card stack" disabled={builder.isReadOnly}>
        {content.sources.length === 0 && <p className="hq-sm hq-muted">{t('rules.sources.empty')}</p>}
        {(content.sources as PolicySource[]).map((source, at) => (
          <div key={source.id} className="pd-indicator" role="group" aria-label={source.documentTitle}>
            <div className="pd-grid">
              {texts.map((name) => (
                <label key={name} className="pd-field">
                  <span className="form-label">{t(`rules.sources.${name}`)}</span>
                  <input
                    className="form-control"
                    value={source[name] ?? ''}
                    onChange={(event) =>
                      change(at, { ...source, [name]: event.target.value }, `${name} ${at}`)
                    }
                  />
                </label>
              ))}
            </div>
            <p className="row-x wrapx hq-sm">
              <span className="hq-muted">{t('rules.sources.used', { n: used.get(source.id) ?? 0 })}</span>
              {found[source.id]?.href && (
                <a href={found[source.id]?.href ?? ''} target="_blank" rel="noreferrer">
                  {t('rules.clause.open')}
                </a>
              )}
              <button
                type="button"
                className="btn btn-link btn-sm"
                disabled={(used.get(source.id) ?? 0) > 0}
                onClick={() =>
                  setContent((old) => ({ ...old, sources: old.sources.filter(({ id }) => id !== source.id) }))
                }
              >
                <i className="bi bi-trash" aria-hidden="true" /> {t('rules.sources.remove')}
              </button>
            </p>
          </div>
        ))}
        {!builder.isReadOnly && <ClauseSearch builder={builder} onFound={builder.addSource} />}
      </fieldset>
    </section>
  );
}

function usedSources(rule: RuleGroup): Map<string, number> {
  const used = new Map<string, number>();
  const visit = (node: RuleGroup | RuleLeaf) => {
    if (node.source) used.set(node.source, (used.get(node.source) ?? 0) + 1);
    if (isRuleGroup(node)) node.rules.forEach(visit);
  };
  visit(rule);
  return used;
}
