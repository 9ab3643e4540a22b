import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { FindBox } from '~/app/components/find-box';
import type { PolicySource } from '~/knowledge/policies/policy-content';
import type { RuleGroup, RuleLeaf } from '~/knowledge/policies/rule-schema';

import type { BuilderContext } from './editor-context';
import { editAt, type RulePath } from './edit-rule';
import type { FoundClauses } from './find-clauses.server';

interface TagProps {
  builder: BuilderContext;
  node: RuleGroup | RuleLeaf;
  path: RulePath;
}

/** The clause that demands a condition; one is chosen among the policy's sources, or found in the documents. */
export function SourceTag({ builder, node, path }: TagProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { sources, isReadOnly } = builder;
  const source = sources.find(({ id }) => id === node.source);
  const choose = (id: string | undefined) => {
    setOpen(false);
    builder.setRule(
      editAt(builder.rule, path, ({ source: _source, ...rest }) =>
        id === undefined ? rest : { ...rest, source: id },
      ),
      null,
    );
  };
  return (
    <div className="pd-source">
      <button
        type="button"
        className={`tag law${source ? '' : ' pd-source-none'}`}
        aria-expanded={isOpen}
        onClick={() => {
          if (node.id) builder.setFocus(node.id);
          if (!isReadOnly) setOpen(!isOpen);
        }}
      >
        <i className="bi bi-bookmark" aria-hidden="true" />
        {source ? shortSource(source) : t('rules.source.none')}
      </button>
      {isOpen && (
        // The keys are the controls' inside; the group only listens as they pass.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <div
          className="pd-pop"
          role="group"
          aria-label={t('rules.source.choose')}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false);
          }}
        >
          <b>{t('rules.source.choose')}</b>
          <ul className="plain pd-sources">
            {sources.map((item) => (
              <li key={item.id}>
                <button type="button" className="btn btn-link btn-sm" onClick={() => choose(item.id)}>
                  {item.id === node.source && <i className="bi bi-check-lg" aria-hidden="true" />}
                  {t('rules.source.line', { title: item.documentTitle, path: item.path ?? '' })}
                </button>
              </li>
            ))}
          </ul>
          <ClauseSearch
            builder={builder}
            onFound={(found, text) => {
              builder.addSource(found, text);
              // The source was added in the same moment: the rule names it.
              choose(found.id);
            }}
          />
          {source && (
            <button type="button" className="btn btn-link btn-sm" onClick={() => choose(undefined)}>
              {t('rules.source.clear')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** 第三条 第（二）项, or the document's name where no clause is named. */
export function shortSource(source: PolicySource): string {
  return source.path || source.documentTitle;
}

interface SearchProps {
  builder: Pick<BuilderContext, 'policyId' | 'sources'>;
  onFound: (source: PolicySource, text: { href: string | null; text: string | null }) => void;
}

/** Finds a clause in the documents in force by words. */
export function ClauseSearch({ builder, onFound }: SearchProps) {
  const { t } = useTranslation();
  const fetcher = useFetcher<FoundClauses>();
  return (
    <div className="pd-clauses">
      <FindBox
        label={t('rules.source.search')}
        isBusy={fetcher.state !== 'idle'}
        words={{ find: t('rules.source.find'), finding: t('rules.source.finding') }}
        onFind={(words) =>
          void fetcher.load(`/desk/policies/${builder.policyId}/clauses?q=${encodeURIComponent(words)}`)
        }
      />
      <ul className="plain" aria-live="polite">
        {fetcher.data?.clauses.map((clause) => (
          <li key={clause.passageId} className="pd-clause">
            <b className="hq-sm">
              {t('rules.source.line', { title: clause.title, path: clause.path })}
              {clause.documentNumber && <span className="hq-muted"> {clause.documentNumber}</span>}
            </b>
            <p className="hq-xs hq-muted">{clause.text.slice(0, 160)}</p>
            <button
              type="button"
              className="btn btn-outline-primary btn-sm"
              onClick={() =>
                onFound(
                  {
                    id: freeId(builder.sources),
                    documentTitle: clause.title,
                    ...(clause.documentNumber && { documentNumber: clause.documentNumber }),
                    ...(clause.path && { path: clause.path }),
                    quote: quoteOf(clause.text),
                  },
                  { href: clause.href, text: clause.text },
                )
              }
            >
              {t('rules.source.take')}
            </button>
          </li>
        ))}
        {fetcher.data?.clauses.length === 0 && (
          <li className="hq-sm hq-muted">{t('rules.source.nothing')}</li>
        )}
      </ul>
    </div>
  );
}

function freeId(sources: readonly PolicySource[]): string {
  let number = sources.length + 1;
  while (sources.some(({ id }) => id === `s${number}`)) number += 1;
  return `s${number}`;
}

/** The first words of the clause, by which its page marks it. */
function quoteOf(text: string): string {
  return (/^[^。；\n]{4,60}/.exec(text.trim())?.[0] ?? text.trim().slice(0, 60)).trim();
}
