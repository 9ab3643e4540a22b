import { Form, Link, useNavigation, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import type { ModelsOutcome } from './act-on-models.server';
import type { EmbeddingOutcome } from './act-on-embedding.server';
import { AddServerForm } from './add-server-form';
import { EmbeddingSection } from './embedding-section';
import type { ModelsPage as Page } from './get-models-page.server';
import { ServerCard } from './server-card';

/** Which models answer, which there are, and what they are worth. */
export function ModelsPage({
  page,
  outcome,
}: {
  page: Page;
  outcome: ModelsOutcome | EmbeddingOutcome | null;
}) {
  const { t } = useTranslation();
  const isWorking =
    page.jobs.some(({ state }) => state !== 'failed') || page.changes.length > 0 || page.embedding.isMoving;
  const ofChat = outcome && !isOfEmbedding(outcome) ? outcome : null;
  useRefresh(isWorking);
  return (
    <div className="models-desk">
      <div className="deskhead">
        <h1>{t('models.title')}</h1>
        <p className="hq-muted">{t('models.lead')}</p>
      </div>
      <Outcome outcome={ofChat} />
      <CurrentModel page={page} />
      {page.servers.map((server) => (
        <ServerCard key={server.id} server={server} page={page} />
      ))}
      <EmbeddingSection
        section={page.embedding}
        outcome={outcome && isOfEmbedding(outcome) ? outcome : null}
      />
      <AddServerForm errors={ofChat?.did === 'refused' ? ofChat.errors : {}} />
    </div>
  );
}

function isOfEmbedding(outcome: ModelsOutcome | EmbeddingOutcome): outcome is EmbeddingOutcome {
  return outcome.did.startsWith('embedding-');
}

/** Looks again every second and a half while something is being pulled, tried or checked. */
function useRefresh(isWorking: boolean): void {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  useEffect(() => {
    if (!isWorking || state !== 'idle' || navigation.state !== 'idle') return undefined;
    const timer = setTimeout(revalidate, 1_500);
    return () => clearTimeout(timer);
  }, [isWorking, state, navigation.state, revalidate]);
}

function Outcome({ outcome }: { outcome: ModelsOutcome | null }) {
  const { t } = useTranslation();
  if (!outcome) return null;
  if (outcome.did === 'refused') {
    return (
      <p className="hq-note hq-note-no" role="alert">
        {Object.values(outcome.errors)
          .map((key) => t(key))
          .join(' ')}
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

function CurrentModel({ page }: { page: Page }) {
  const { t } = useTranslation();
  const { current, queue, limits } = page;
  return (
    <section className="hq-card hq-card-b" aria-labelledby="models-now">
      <h2 id="models-now">{t('models.now')}</h2>
      <dl className="models-facts">
        <dt>{t('models.chat')}</dt>
        <dd>
          {current.state === 'ready' ? (
            <>
              <strong>{current.model}</strong> {page.choice ? t('models.chosen') : t('models.automatic')}
            </>
          ) : (
            t(`models.none.${current.reason}`, { detail: current.detail ?? '' })
          )}
        </dd>
        <dt>{t('models.embedding')}</dt>
        <dd>{page.embeddingModel ?? t('models.no-embedding')}</dd>
        <dt>{t('models.queue')}</dt>
        <dd>
          {t('models.queue.now', { running: queue.running, inLine: queue.inLine })}{' '}
          {t('models.queue.limits', {
            inAll: queue.inAll,
            perPerson: queue.perPerson,
            waiting: queue.waiting,
            seconds: limits.seconds,
            tokens: limits.tokens,
          })}{' '}
          {t('models.queue.refused', { n: queue.refused.full + queue.refused.slow + queue.refused.person })}
        </dd>
      </dl>
      {page.changes.map(({ id, title, state }) => (
        <p key={id}>
          <Link to={`/desk/changes/${id}`}>{title}</Link> {t(`models.change.${state}`)}
        </p>
      ))}
      {page.choice && (
        <Form method="post">
          <button className="btn btn-outline-secondary" name="intent" value="unchoose">
            {t('models.unchoose')}
          </button>
        </Form>
      )}
    </section>
  );
}
