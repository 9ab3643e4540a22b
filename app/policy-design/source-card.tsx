import { useTranslation } from 'react-i18next';

import type { BuilderContext, SourceText } from './editor-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

/** The clause of the condition in hand, beside it. */
export function SourceCard({
  builder,
  texts,
}: {
  builder: BuilderContext;
  texts: Record<string, SourceText>;
}) {
  const { t } = useTranslation();
  const sourceId = builder.focusId === null ? undefined : sourceOf(builder.rule, builder.focusId, undefined);
  const source = builder.sources.find(({ id }) => id === sourceId);
  const text = source && texts[source.id];
  return (
    <section className="hq-card" aria-labelledby="clause-title">
      <div className="hq-card-h">
        <h2 id="clause-title">{t('rules.clause')}</h2>
      </div>
      <div className="hq-card-b" aria-live="polite">
        {!source && <p className="hq-sm hq-muted">{t('rules.clause.none')}</p>}
        {source && (
          <>
            <p className="hq-sm">
              <b>{t('rules.source.line', { title: source.documentTitle, path: source.path ?? '' })}</b>
              {source.documentNumber && <span className="hq-muted"> {source.documentNumber}</span>}
            </p>
            {text?.text ? (
              <blockquote className="pd-quote">{text.text}</blockquote>
            ) : (
              <p className="hq-sm hq-muted">{source.quote ?? t('rules.clause.not-held')}</p>
            )}
            {text?.href && (
              <a className="hq-sm" href={text.href} target="_blank" rel="noreferrer">
                {t('rules.clause.open')}
              </a>
            )}
          </>
        )}
      </div>
    </section>
  );
}

/** The source of a node, else of the nearest group around it. */
function sourceOf(node: RuleGroup | RuleLeaf, id: string, above: string | undefined): string | undefined {
  const own = node.source ?? above;
  if (node.id === id) return own;
  if (!isRuleGroup(node)) return undefined;
  for (const child of node.rules) {
    const found = sourceOf(child, id, own);
    if (found !== undefined) return found;
  }
  return undefined;
}
