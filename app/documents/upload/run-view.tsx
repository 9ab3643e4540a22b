import { Form, Link, useFetcher, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { CheckStatus } from '~/app/evaluation/check-status';
import type { CheckProgress } from '~/knowledge/evaluation/gate/check-progress.server';
import type { ItemStage } from '~/knowledge/documents/import-runs/import-state';

import { sizeWords } from './size-words';
import type { Sending } from './use-uploader';

/** A run as the page shows it: `getImport` with each refusal as a sentence. */
export interface RunRow {
  id: string;
  number: number;
  name: string;
  sizeBytes: number;
  row: number | null;
  stage: ItemStage;
  outcome: string;
  reason: string | null;
  canRetry: boolean;
  documentId: string | null;
  title: string | null;
  passages: number | null;
}
export interface Run {
  id: string;
  kind: string;
  title: string;
  state: string;
  on: string;
  createdByName: string;
  draft: boolean;
  settled: boolean;
  changeId: string | null;
  changeState: string | null;
  /** While its change waits for its check, or is checked. */
  check: CheckProgress | null;
  counts: Record<string, number>;
  total: number;
  published: number;
  vectors: { passages: number; done: number };
  items: RunRow[];
  shown: number;
  page: number;
  pageSize: number;
}

const icons: Partial<Record<ItemStage, string>> = {
  published: 'bi-check-circle-fill',
  draft: 'bi-pencil-square',
  unchanged: 'bi-dash-circle',
  unpacked: 'bi-box-seam',
  refused: 'bi-x-circle-fill',
  failed: 'bi-exclamation-triangle-fill',
  'not-sent': 'bi-cloud-slash',
  undecided: 'bi-person-exclamation',
  rejected: 'bi-x-circle-fill',
  cancelled: 'bi-slash-circle',
};
const good: readonly ItemStage[] = ['published', 'draft', 'unchanged', 'unpacked'];
const bad: readonly ItemStage[] = ['refused', 'failed', 'not-sent', 'undecided', 'rejected'];

/** One import: what became of each file, and what can be done about it. Looks again while something is under way. */
export function RunView({ run, sending }: { run: Run; sending: Record<number, Sending> }) {
  const { t } = useTranslation();
  const open = sum(run.counts, ['sending', 'waiting', 'reading']);
  const taken = sum(run.counts, ['added', 'new-version']);
  const refused = sum(run.counts, ['refused', 'failed', 'not-sent', 'cancelled']);
  const checking = run.changeState === 'waiting' || run.changeState === 'running';
  const underWay =
    run.state !== 'mapping' && (open > 0 || checking || (!run.settled && taken > 0 && !run.draft));
  useLookAgain(underWay);
  const all = run.total - (run.counts.unpacked ?? 0);
  const read = all - open;
  return (
    <section className="hq-card" aria-labelledby="wb-run">
      <div className="hq-card-h">
        <h2 id="wb-run">{run.title}</h2>
        <span className="hq-muted hq-sm">
          {run.createdByName} · {run.on}
        </span>
        <RunActions run={run} open={open} />
      </div>
      {run.state !== 'mapping' && (
        <div className="hq-card-b stack">
          <p className="wb-sum" role="status">
            {t('workbench.run.summary', {
              all,
              taken,
              unchanged: run.counts.unchanged ?? 0,
              refused,
              open,
            })}
          </p>
          <Bar label={t('workbench.run.read')} done={read} all={all} />
          {run.vectors.passages > 0 && (
            <Bar label={t('workbench.run.vectors')} done={run.vectors.done} all={run.vectors.passages} />
          )}
          <GateNote run={run} open={open} taken={taken} />
        </div>
      )}
      <Filter />
      <div className="table-responsive">
        <table className="table doc-table wb-items">
          <thead>
            <tr>
              <th scope="col">{t('workbench.run.file')}</th>
              <th scope="col">{t('workbench.run.stage')}</th>
              <th scope="col">{t('workbench.run.result')}</th>
            </tr>
          </thead>
          <tbody>
            {run.items.map((item) => (
              <Row key={item.id} item={item} sending={sending[item.number]} runId={run.id} />
            ))}
          </tbody>
        </table>
        {run.items.length === 0 && <p className="hq-card-b hq-muted">{t('workbench.run.none')}</p>}
      </div>
      <Pages run={run} />
    </section>
  );
}

function Row({ item, sending, runId }: { item: RunRow; sending: Sending | undefined; runId: string }) {
  const { t } = useTranslation();
  const tone = good.includes(item.stage)
    ? 'doc-st-on'
    : bad.includes(item.stage)
      ? 'doc-st-soon'
      : 'doc-st-off';
  const isSending = item.stage === 'sending';
  return (
    <tr data-stage={item.stage}>
      <td>
        <span className="wb-name">{item.name}</span>{' '}
        <span className="hq-muted hq-xs nowrap">
          {item.row === null ? sizeWords(item.sizeBytes) : t('workbench.run.row', { row: item.row })}
        </span>
      </td>
      <td>
        {isSending && sending && !sending.failed ? (
          <Bar
            label={t('workbench.stage.sending')}
            done={Math.round(sending.share * item.sizeBytes)}
            all={item.sizeBytes}
            words={`${sizeWords(Math.round(sending.share * item.sizeBytes))} / ${sizeWords(item.sizeBytes)}`}
          />
        ) : (
          <span className={`doc-st ${tone}`}>
            <i className={`bi ${icons[item.stage] ?? 'bi-hourglass-split'}`} aria-hidden="true" />
            {t(`workbench.stage.${sending?.failed ? 'not-sent' : item.stage}`)}
          </span>
        )}
      </td>
      <td>
        {item.documentId && <Link to={`/desk/documents/${item.documentId}`}>{item.title}</Link>}
        {item.documentId && item.outcome === 'new-version' && (
          <span className="hq-muted"> {t('documents.outcome.new-version')}</span>
        )}
        {item.passages ? (
          <span className="hq-muted"> {t('workbench.run.split', { n: item.passages })}</span>
        ) : null}
        {item.outcome === 'unchanged' && <span className="hq-muted"> {t('workbench.run.unchanged')}</span>}
        {item.reason && <span>{item.reason}</span>}
        {item.stage === 'not-sent' && <span>{t('workbench.run.not-sent')}</span>}
        {item.canRetry && (
          <Form method="post" action={`/desk/documents/upload?run=${runId}`} className="wb-inline">
            <input type="hidden" name="item" value={item.id} />
            <button className="btn btn-link btn-sm" name="intent" value="retry">
              {t('workbench.run.retry')}
            </button>
          </Form>
        )}
      </td>
    </tr>
  );
}

function RunActions({ run, open }: { run: Run; open: number }) {
  const { t } = useTranslation();
  const fetcher = useFetcher();
  const failed = sum(run.counts, ['failed', 'cancelled']);
  const act = (intent: string) => {
    void fetcher.submit({ intent }, { method: 'post', action: `/desk/documents/upload?run=${run.id}` });
  };
  return (
    <span className="row-x doc-head-actions">
      {failed > 0 && (
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={fetcher.state !== 'idle'}
          onClick={() => {
            act('retry');
          }}
        >
          {t('workbench.run.retry-all', { n: failed })}
        </button>
      )}
      {(open > 0 || run.state === 'mapping') && (
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          disabled={fetcher.state !== 'idle'}
          onClick={() => {
            act('cancel');
          }}
        >
          {t('workbench.run.cancel')}
        </button>
      )}
    </span>
  );
}

/** Where what came in stands on its way through the gate. */
function GateNote({ run, open, taken }: { run: Run; open: number; taken: number }) {
  const { t } = useTranslation();
  if (open > 0 || taken === 0 || run.state === 'mapping') return null;
  if (run.draft) return <p className="hq-note">{t('workbench.run.drafts')}</p>;
  if (run.changeState === null) return <p className="hq-note">{t('workbench.run.to-gate')}</p>;
  return (
    <>
      <p className={run.changeState === 'published' ? 'hq-note' : 'hq-note hq-note-gap'}>
        <span>
          {t(`workbench.change.${run.changeState}`, { n: run.published })}{' '}
          <Link to={`/desk/changes/${run.changeId ?? ''}`}>{t('workbench.change.open')}</Link>
        </span>
      </p>
      {run.check && <CheckStatus progress={run.check} />}
    </>
  );
}

function Filter() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const now = search.get('show') ?? 'all';
  return (
    <nav className="doc-tabs wb-filter" aria-label={t('workbench.run.filter')}>
      {['all', 'open', 'refused', 'done'].map((show) => {
        const next = new URLSearchParams({ run: search.get('run') ?? '', ...(show !== 'all' && { show }) });
        return (
          <Link
            key={show}
            to={`?${next.toString()}`}
            preventScrollReset
            className={now === show ? 'on' : ''}
            aria-current={now === show ? 'page' : undefined}
          >
            {t(`workbench.run.show.${show}`)}
          </Link>
        );
      })}
    </nav>
  );
}

function Pages({ run }: { run: Run }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const pages = Math.ceil(run.shown / run.pageSize);
  if (pages < 2) return null;
  const to = (page: number) => {
    const next = new URLSearchParams(search);
    next.set('page', String(page));
    return `?${next.toString()}`;
  };
  return (
    <nav className="doc-pager hq-card-b" aria-label={t('documents.pages')}>
      {run.page > 1 && (
        <Link className="btn btn-outline-primary btn-sm" rel="prev" to={to(run.page - 1)}>
          {t('documents.previous')}
        </Link>
      )}
      <span className="hq-muted">{t('documents.page-n', { page: run.page, pages })}</span>
      {run.page < pages && (
        <Link className="btn btn-outline-primary btn-sm" rel="next" to={to(run.page + 1)}>
          {t('documents.next')}
        </Link>
      )}
    </nav>
  );
}

/** A bar with its figures printed. */
function Bar({ label, done, all, words }: { label: string; done: number; all: number; words?: string }) {
  const percent = all === 0 ? 100 : Math.floor((100 * done) / all);
  return (
    <div className="wb-bar">
      <span className="hq-sm">{label}</span>
      <div
        className="progress"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <svg className="progress-bar" width={`${percent}%`} aria-hidden="true" />
      </div>
      <span className="hq-muted hq-sm num nowrap">
        {words ?? `${done.toLocaleString()} / ${all.toLocaleString()}`}
      </span>
    </div>
  );
}

function sum(counts: Record<string, number>, states: readonly string[]): number {
  return states.reduce((total, state) => total + (counts[state] ?? 0), 0);
}
