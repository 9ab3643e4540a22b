import { Form, Link, useFetcher } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { markWords } from '~/knowledge/documents/relations/mark-words';
import type { RelatedDocument, RelationView } from '~/knowledge/documents/relations/read-relations.server';

import { StateBadge, StatusBadge } from './status-badge';

type Shown = Omit<RelationView, 'decidedAt'> & { decidedOn: string | null };

/** A relation as read from the text, with what a person may say of it. */
export function RelationCard({
  relation,
  from,
  canEdit,
}: {
  relation: Shown;
  /** The document that says it, where the page isn't its own. */
  from?: { id: string; title: string };
  canEdit: boolean;
}) {
  const { t } = useTranslation();
  const { id, kind, state } = relation;
  return (
    <li className="rel" data-relation={id} data-state={state}>
      <div className="rel-head">
        <span className="tag">{t(`life.relation.${kind}`)}</span>
        <span
          className={`doc-st ${state === 'confirmed' || state === 'acting' ? 'doc-st-on' : 'doc-st-soon'}`}
        >
          <i className={`bi ${stateIcons[state]}`} aria-hidden="true" />
          {t(`life.relation-state.${state}`)}
        </span>
        {relation.decidedOn && (
          <span className="hq-xs hq-muted">
            {t('life.decided-by', { name: relation.decidedByName ?? '—', date: relation.decidedOn })}
          </span>
        )}
      </div>
      {from && (
        <p className="rel-from">
          <Link to={`/desk/documents/${from.id}`}>{from.title}</Link>
        </p>
      )}
      <blockquote className="rel-words">
        {markWords(relation.words, [relation.cue, `《${relation.title}》`, relation.title]).map((run, at) =>
          run.marked ? <mark key={at}>{run.text}</mark> : <span key={at}>{run.text}</span>,
        )}
      </blockquote>
      <Target relation={relation} />
      {canEdit && <Decision relation={relation} />}
    </li>
  );
}

const stateIcons = {
  acting: 'bi-lightning-charge-fill',
  proposed: 'bi-question-circle-fill',
  confirmed: 'bi-check-circle-fill',
  dismissed: 'bi-x-circle',
} as const;

/** The document that is meant, as the library has it. */
function Target({ relation }: { relation: Shown }) {
  const { t } = useTranslation();
  const { others, title, documentNumber } = relation;
  if (others.length === 0)
    return (
      <p className="rel-target hq-sm hq-muted">
        {t('life.not-in-library', { title: documentNumber ? `${title}（${documentNumber}）` : title })}
      </p>
    );
  return (
    <ul className="plain rel-target">
      {others.map((other) => (
        <li key={other.id} className="row-x wrapx">
          <i className="bi bi-arrow-return-right hq-muted" aria-hidden="true" />
          <Link to={`/desk/documents/${other.id}`}>{nameOf(other)}</Link>
          <StateBadge state={other.state} />
          <StatusBadge status={other.status} />
          {relation.isChosen && <span className="hq-xs hq-muted">{t('life.chosen')}</span>}
        </li>
      ))}
    </ul>
  );
}

const nameOf = ({ title, documentNumber }: Pick<RelatedDocument, 'title' | 'documentNumber'>) =>
  documentNumber ? `${title}（${documentNumber}）` : title;

function Decision({ relation }: { relation: Shown }) {
  const { t } = useTranslation();
  const { id, state } = relation;
  const isOpen = state === 'acting' || state === 'proposed';
  return (
    <div className="rel-actions">
      <Form method="post" preventScrollReset className="row-x wrapx">
        <input type="hidden" name="relation" value={id} />
        {isOpen ? (
          <>
            <button className="btn btn-primary btn-sm" name="intent" value="confirm">
              {t('life.confirm')}
            </button>
            <button className="btn btn-outline-primary btn-sm" name="intent" value="dismiss">
              {t(state === 'acting' ? 'life.dismiss-acting' : 'life.dismiss')}
            </button>
          </>
        ) : (
          <button className="btn btn-outline-primary btn-sm" name="intent" value="undo">
            <i className="bi bi-arrow-counterclockwise" aria-hidden="true" />
            {t('life.undo')}
          </button>
        )}
      </Form>
      {isOpen && <ChooseTarget relationId={id} title={relation.title} />}
    </div>
  );
}

/** Another document than the one that the words lead to, found by title or number. */
function ChooseTarget({ relationId, title }: { relationId: string; title: string }) {
  const { t } = useTranslation();
  const search = useFetcher<{ targets: RelatedDocument[] }>();
  const targets = search.data?.targets;
  return (
    <details className="rel-choose needs-script">
      <summary>{t('life.choose-target')}</summary>
      <search.Form method="get" action="/desk/documents/relations/targets" className="row-x">
        <label className="visually-hidden" htmlFor={`target-${relationId}`}>
          {t('life.target-words')}
        </label>
        <input
          id={`target-${relationId}`}
          className="form-control form-control-sm"
          name="q"
          required
          maxLength={100}
          defaultValue={title}
        />
        <button className="btn btn-outline-primary btn-sm" disabled={search.state !== 'idle'}>
          {t(search.state === 'idle' ? 'life.search' : 'life.searching')}
        </button>
      </search.Form>
      <div aria-live="polite">
        {targets?.length === 0 && <p className="hq-sm hq-muted">{t('life.no-target')}</p>}
        {targets && targets.length > 0 && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="relation" value={relationId} />
            <input type="hidden" name="intent" value="choose" />
            <ul className="plain">
              {targets.map((target) => (
                <li key={target.id} className="row-x wrapx">
                  <button className="btn btn-outline-primary btn-sm" name="target" value={target.id}>
                    {t('life.this-one')}
                  </button>
                  <span>{nameOf(target)}</span>
                  <StateBadge state={target.state} />
                  <StatusBadge status={target.status} />
                </li>
              ))}
            </ul>
          </Form>
        )}
      </div>
    </details>
  );
}
