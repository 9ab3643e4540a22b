import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { EmbeddingOutcome } from './act-on-embedding.server';
import { EmbeddingTrialResult } from './embedding-trial-result';
import type { EmbeddingSection as Section } from './get-embedding-section.server';
import { VectorSetState } from './vector-set-state';

type Model = Section['models'][number];

/** Which model turns questions and passages into vectors, and how to go over to another one without a gap. */
export function EmbeddingSection({
  section,
  outcome,
}: {
  section: Section;
  outcome: EmbeddingOutcome | null;
}) {
  const { t } = useTranslation();
  const { models, leftOver, changes, lastSwap, inUse } = section;
  return (
    <section className="hq-card hq-card-b" aria-labelledby="models-embedding">
      <h2 id="models-embedding">{t('models.vector.title')}</h2>
      <p className="hq-muted">{t('models.vector.lead')}</p>
      <Outcome outcome={outcome} />
      {inUse.reason !== null && (
        <p className="hq-note" role="status">
          {t('models.vector.trouble', { model: inUse.model, reason: inUse.reason })}
        </p>
      )}
      {inUse.vectorsPending > 0 && (
        <p className="hq-note" role="status">
          {t('models.vector.pending', { n: inUse.vectorsPending })}
        </p>
      )}
      <ul className="models-vectors">
        {models.map((model) => (
          <EmbeddingModelItem key={`${model.serverId}:${model.model}`} item={model} />
        ))}
        {leftOver.map((set) => (
          <li key={set.key}>
            <div className="models-server">
              <h3>{set.model}</h3>
              <span className="hq-muted">{t('models.vector.left-over')}</span>
            </div>
            <VectorSetState set={set} />
          </li>
        ))}
      </ul>
      {models.length === 1 && <p className="hq-muted">{t('models.vector.only-bundled')}</p>}
      {changes.map(({ id, title, state }) => (
        <p key={id}>
          <Link to={`/desk/changes/${id}`}>{title}</Link> {t(`models.change.${state}`)}
        </p>
      ))}
      {lastSwap && (
        <p>
          {t('models.vector.last-swap')} <Link to={`/desk/changes/${lastSwap.id}`}>{lastSwap.title}</Link>{' '}
          <span className="hq-muted">{t('models.vector.last-swap.hint')}</span>
        </p>
      )}
    </section>
  );
}

function Outcome({ outcome }: { outcome: EmbeddingOutcome | null }) {
  const { t } = useTranslation();
  if (!outcome) return null;
  if (outcome.did === 'embedding-refused') {
    return (
      <p className="hq-note hq-note-no" role="alert">
        {outcome.sentence}
      </p>
    );
  }
  return (
    <p className="hq-note hq-note-ok" role="status">
      {t(`models.did.${outcome.did}`)}{' '}
      {outcome.changeId && <Link to={`/desk/changes/${outcome.changeId}`}>{t('models.to-change')}</Link>}
    </p>
  );
}

function EmbeddingModelItem({ item }: { item: Model }) {
  const { t } = useTranslation();
  const { serverId, serverName, model, trial, set, isInUse, isTrying } = item;
  const isComplete = set !== null && set.done > 0 && set.done >= set.total * 0.95;
  const canSwap = !isInUse && isComplete && set.state !== 'building' && set.state !== 'removing';
  const hasStoodTrial = serverId === 'bundled' || (trial !== null && 'choice' in trial);
  const canBuild =
    !isInUse && hasStoodTrial && !canSwap && (!set || ['cancelled', 'kept'].includes(set.state));
  return (
    <li>
      <div className="models-server">
        <h3>{model}</h3>
        <span className="hq-muted">{serverName ?? t('models.vector.bundled')}</span>
        {isInUse && <span className="badge text-bg-light">{t('models.in-use')}</span>}
      </div>
      {isTrying ? (
        <div className="models-job" role="status">
          <span>{t('models.vector.trying')}</span>
          <progress aria-label={t('models.vector.trying')} />
        </div>
      ) : (
        <EmbeddingTrialResult trial={trial} />
      )}
      {set && <VectorSetState set={set} />}
      <Form method="post" className="models-actions" preventScrollReset>
        <input type="hidden" name="serverId" value={serverId} />
        <input type="hidden" name="model" value={model} />
        <button
          className="btn btn-outline-primary"
          name="intent"
          value="embedding-try"
          disabled={isTrying}
          aria-label={t('models.vector.try.name', { model })}
        >
          {t('models.vector.try')}
        </button>
        {canBuild && (
          <button className="btn btn-outline-primary" name="intent" value="embedding-build">
            {t(set && set.done > 0 ? 'models.vector.build-on' : 'models.vector.build')}
          </button>
        )}
        {canSwap && (
          <button className="btn btn-primary" name="intent" value="embedding-swap">
            {t('models.vector.swap')}
          </button>
        )}
      </Form>
      {canBuild && <p className="hq-muted">{t('models.vector.build.hint')}</p>}
      {canSwap && <p className="hq-muted">{t('models.vector.swap.hint')}</p>}
      {!isInUse && !hasStoodTrial && !isTrying && <p className="hq-muted">{t('models.vector.try.first')}</p>}
    </li>
  );
}
