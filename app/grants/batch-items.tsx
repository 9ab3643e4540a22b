import { Form, Link, useNavigation } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { CitedSource } from '~/app/components/policies/condition-tree';
import { itemStates } from '~/knowledge/policies/grants/grant-batch';
import type { BatchItem } from '~/knowledge/policies/grants/get-batch.server';

import type { DeedAnswer } from './batch-deeds';
import type { BatchShown } from './batch-summary';
import { GrantEvidenceView } from './grant-evidence';
import { grantReasonWords, yuanWords } from './grant-words';
import { useGrantLocale } from './use-grant-locale';

interface ItemsProps {
  batch: BatchShown;
  sources: readonly CitedSource[];
  filter: { state: string; q: string };
  answer: DeedAnswer | undefined;
}

/** The firms of the batch, by state and name, a page at a time. */
export function BatchItems({ batch, sources, filter, answer }: ItemsProps) {
  const { t } = useTranslation();
  const { counts } = batch.sums;
  const all = itemStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const address = (more: Record<string, string>) =>
    `?${new URLSearchParams(Object.entries({ ...filter, ...more }).filter(([, value]) => value !== '')).toString()}`;
  return (
    <section className="hq-card" aria-labelledby="firms">
      <div className="hq-card-h">
        <h2 id="firms">{t('grants.firms')}</h2>
        <Form className="row-x" role="search">
          {filter.state && <input type="hidden" name="state" value={filter.state} />}
          <input
            type="search"
            name="q"
            className="form-control"
            aria-label={t('grants.search')}
            placeholder={t('grants.search')}
            defaultValue={filter.q}
          />
          <button className="btn btn-outline-primary">{t('grants.find')}</button>
        </Form>
      </div>
      <nav className="fact-tabs grant-tabs" aria-label={t('grants.state')}>
        {['', ...itemStates].map((state) => {
          const n = state === '' ? all : counts[state as keyof typeof counts];
          if (!n && state !== filter.state) return null;
          return (
            <Link
              key={state}
              to={address({ state })}
              className={state === filter.state ? 'on' : ''}
              aria-current={state === filter.state ? 'page' : undefined}
            >
              {t(state === '' ? 'grants.all' : `grants.item-state.${state}`)} {(n ?? 0).toLocaleString()}
            </Link>
          );
        })}
      </nav>
      {batch.items.length === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-inbox" aria-hidden="true" />
          <span>{t(all === 0 ? 'grants.nobody' : 'grants.nobody-found')}</span>
        </div>
      ) : (
        <ul className="plain fact-list">
          {batch.items.map((item) => (
            <Item
              key={item.id}
              {...{ item, batch, sources }}
              answer={answer?.typed.itemId === item.id ? answer : undefined}
            />
          ))}
        </ul>
      )}
      {batch.pages > 1 && (
        <nav className="grant-pages" aria-label={t('grants.pages')}>
          {batch.page > 1 && (
            <Link to={address({ page: String(batch.page - 1) })}>{t('grants.previous')}</Link>
          )}
          <span className="hq-muted">{t('grants.page', { page: batch.page, pages: batch.pages })}</span>
          {batch.page < batch.pages && (
            <Link to={address({ page: String(batch.page + 1) })}>{t('grants.next-page')}</Link>
          )}
        </nav>
      )}
    </section>
  );
}

interface ItemProps {
  item: BatchItem;
  batch: BatchShown;
  sources: readonly CitedSource[];
  answer: DeedAnswer | undefined;
}

function Item({ item, batch, sources, answer }: ItemProps) {
  const { t } = useTranslation();
  const locale = useGrantLocale();
  const { objection, reason } = item;
  return (
    <li id={item.id}>
      <div className="row-x wrapx">
        <span className="hq-muted">{item.number}</span>
        <b className="grow fact-name">{item.name}</b>
        <span className="hq-sm hq-muted">{item.creditCode}</span>
        <b className="figure">{yuanWords(item.state === 'granted' ? item.grantedYuan : item.yuan, locale)}</b>
        <span className="tag">{t(`grants.item-state.${item.state}`)}</span>
        {item.answer === 'accepted' && <span className="tag">{t('grants.answer.accepted')}</span>}
      </div>
      {reason && ['left-out', 'excluded', 'granted', 'listed'].includes(item.state) && (
        <p className="hq-sm">{grantReasonWords(reason, t, locale)}</p>
      )}
      {objection && (
        <p className="hq-sm">
          {t(`grants.objection.${objection.by}`)}
          {objection.code === undefined
            ? objection.text
            : t(`grants.objection.code.${objection.code}`, { text: objection.text })}
          {objection.decision !== undefined && (
            <> {t(`grants.objection.${objection.decision}`, { note: objection.note })}</>
          )}
        </p>
      )}
      <details>
        <summary>{t('grants.evidence')}</summary>
        <GrantEvidenceView
          evidence={item.evidence[locale]}
          yuan={item.yuan}
          sources={sources}
          asOf={batch.judgedOn}
        />
      </details>
      <ItemDeeds {...{ item, batch, answer }} />
    </li>
  );
}

function ItemDeeds({ item, batch, answer }: Omit<ItemProps, 'sources'>) {
  const { t } = useTranslation();
  if (batch.state === 'draft' && item.state === 'excluded')
    return (
      <Form method="post" preventScrollReset>
        <input type="hidden" name="itemId" value={item.id} />
        <button className="btn btn-outline-primary btn-sm" name="intent" value="include">
          {t('grants.include')}
        </button>
      </Form>
    );
  if (batch.state === 'draft' && item.state === 'listed')
    return <WordsForm {...{ item, answer }} name="reason" summary="grants.exclude" intents={['exclude']} />;
  if (batch.isOpen && item.state === 'listed')
    return <WordsForm {...{ item, answer }} name="note" summary="grants.object" intents={['object']} />;
  if (item.state !== 'objected') return null;
  if (!item.mayDecide) return <p className="hq-sm hq-muted">{t('grants.objection.second')}</p>;
  return (
    <WordsForm {...{ item, answer }} name="note" summary="grants.decide" intents={['upheld', 'dismissed']} />
  );
}

function WordsForm({
  item,
  answer,
  name,
  summary,
  intents,
}: {
  item: BatchItem;
  answer: DeedAnswer | undefined;
  name: 'reason' | 'note';
  summary: string;
  intents: readonly string[];
}) {
  const { t } = useTranslation();
  const id = useId();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <details open={answer !== undefined}>
      <summary>{t(summary)}</summary>
      <Form method="post" className="fact-act grant-form" preventScrollReset>
        <input type="hidden" name="itemId" value={item.id} />
        <label htmlFor={id}>{t(`${summary}.words`)}</label>
        <input
          id={id}
          name={name}
          className="form-control fact-narrow"
          maxLength={1000}
          defaultValue={answer?.typed[name]}
        />
        {intents.map((intent) => (
          <button
            key={intent}
            className="btn btn-outline-primary btn-sm"
            name="intent"
            value={intent}
            disabled={isBusy}
          >
            {t(`grants.deed.${intent}`)}
          </button>
        ))}
        {answer && (
          <p className="hq-note hq-note-no grant-wide" role="alert">
            {Object.values(answer.problems).join('；')}
          </p>
        )}
      </Form>
    </details>
  );
}
