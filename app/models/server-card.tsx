import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';

import type { ModelsPage as Page } from './get-models-page.server';
import { TrialResult } from './trial-result';

type Server = Page['servers'][number];

/** One server with its models: try, choose, and for Ollama pull. */
export function ServerCard({ server, page }: { server: Server; page: Page }) {
  const { t } = useTranslation();
  const { look } = server;
  const jobs = page.jobs.filter(({ serverId }) => serverId === server.id);
  const heading = `server-${server.id}`;
  return (
    <section className="hq-card hq-card-b" aria-labelledby={heading}>
      <div className="models-server">
        <h2 id={heading}>{server.name}</h2>
        <code>{server.url}</code>
        <span>
          {look.state === 'reachable' ? t('models.reachable', { version: look.version ?? '' }) : ''}
        </span>
        {!server.fromSettings && (
          <Form method="post">
            <input type="hidden" name="serverId" value={server.id} />
            <button className="btn btn-link" name="intent" value="remove-server">
              {t('models.remove-server', { name: server.name })}
            </button>
          </Form>
        )}
      </div>
      {look.state === 'unreachable' && (
        <p className="hq-note">{t(`models.unreachable.${server.kind}`, { reason: look.reason })}</p>
      )}
      {look.state === 'reachable' && look.models.length === 0 && (
        <p className="hq-note">{t(`models.empty.${server.kind}`)}</p>
      )}
      {look.state === 'reachable' && look.models.length > 0 && <ModelTable server={server} page={page} />}
      {jobs.map((job) => (
        <JobLine key={`${job.kind}-${job.model}-${job.state}`} job={job} />
      ))}
      {server.kind === 'ollama' && look.state === 'reachable' && <PullForm serverId={server.id} />}
    </section>
  );
}

function ModelTable({ server, page }: { server: Server; page: Page }) {
  const { t } = useTranslation();
  const models = server.look.state === 'reachable' ? server.look.models : [];
  const isNow = (name: string) =>
    page.current.state === 'ready' &&
    page.current.model === name &&
    (page.choice === null ? server.fromSettings : page.choice.serverId === server.id);
  return (
    <ScrollRegion className="models-scroll" label={t('models.table', { name: server.name })}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('models.column.name')}</th>
            <th scope="col">{t('models.column.size')}</th>
            <th scope="col">{t('models.column.use')}</th>
            <th scope="col">{t('models.column.trial')}</th>
            <th scope="col">{t('models.column.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ name, size, use }) => (
            <tr key={name}>
              <th scope="row">
                {name} {isNow(name) && <span className="badge text-bg-light">{t('models.in-use')}</span>}
              </th>
              <td>{size === null ? '—' : t('models.gigabytes', { n: (size / 1e9).toFixed(1) })}</td>
              <td>{t(`models.use.${use}`)}</td>
              <td>{use === 'chat' && <TrialResult trial={server.trials[name]} />}</td>
              <td>
                {use === 'chat' && (
                  <Form method="post" className="models-actions">
                    <input type="hidden" name="serverId" value={server.id} />
                    <input type="hidden" name="model" value={name} />
                    <button className="btn btn-outline-primary" name="intent" value="try">
                      {t('models.try', { name })}
                    </button>
                    {!isNow(name) && (
                      <button className="btn btn-primary" name="intent" value="choose" disabled={page.isOff}>
                        {t('models.choose', { name })}
                      </button>
                    )}
                  </Form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function JobLine({ job }: { job: Page['jobs'][number] }) {
  const { t } = useTranslation();
  const { kind, model, done, total, state, error, isStopped } = job;
  if (state === 'failed') {
    return (
      <div className={isStopped ? 'hq-note' : 'hq-note hq-note-no'} role={isStopped ? 'status' : 'alert'}>
        <span>
          {isStopped
            ? t('models.job.pull.stopped', { model })
            : t(`models.job.${kind}.failed`, { model, error: error ?? '' })}
        </span>
        <JobForm job={job} intent={kind} word={t(isStopped ? 'models.job.go-on' : 'models.job.again')} />
      </div>
    );
  }
  const words =
    kind === 'pull' && total === 0
      ? t('models.job.pull.starting', { model })
      : t(`models.job.${kind}.running`, { model, done, total });
  return (
    <div role="status">
      <div className="models-job">
        <span>{words}</span>
        <progress max={Math.max(total, 1)} value={total === 0 ? undefined : done} aria-label={words} />
        {kind === 'pull' && <JobForm job={job} intent="stop-pull" word={t('models.job.pull.stop')} />}
      </div>
      {error !== null && <p className="hq-note hq-note-warn">{t('models.job.retrying', { error })}</p>}
    </div>
  );
}

function JobForm({ job, intent, word }: { job: Page['jobs'][number]; intent: string; word: string }) {
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="serverId" value={job.serverId} />
      <input type="hidden" name="model" value={job.model} />
      <button className="btn btn-outline-primary btn-sm" name="intent" value={intent}>
        {word}
      </button>
    </Form>
  );
}

function PullForm({ serverId }: { serverId: string }) {
  const { t } = useTranslation();
  const field = `pull-${serverId}`;
  return (
    <Form method="post" className="models-pull">
      <input type="hidden" name="serverId" value={serverId} />
      <label htmlFor={field}>{t('models.pull.label')}</label>
      <input
        className="form-control"
        id={field}
        name="model"
        required
        placeholder="qwen3:4b"
        aria-describedby={`${field}-hint`}
      />
      <button className="btn btn-outline-primary" name="intent" value="pull">
        {t('models.pull.button')}
      </button>
      <small id={`${field}-hint`}>{t('models.pull.hint')}</small>
    </Form>
  );
}
