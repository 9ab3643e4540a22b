import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { hitTestAddress } from '~/app/evaluation/hit-test-address';
import { useLookAgain } from '~/app/desk/use-look-again';
import { ProgressBar } from '~/app/evaluation/progress-bar';
import { showShare } from '~/app/evaluation/show-share';
import { Citations } from '~/app/evaluation/turned-questions';
import { showInstant } from '~/app/forms/cases/show-instant';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/evaluation.css?url';
import { translator } from '~/app/words/translator';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import { questionKinds } from '~/knowledge/evaluation/questions/evaluation-question';
import { requireRun, type RunView } from '~/knowledge/evaluation/runs/get-run.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title ?? '' }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...gateRoles);
    const found = await requireRun(context.services.db, reader, params.id ?? '');
    return { ...found, title: `${translator(localeOf(request))('evaluation.run-title')} · 惠企通` };
  });
}

export default function RunRoute() {
  const { run, last, answers } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [query] = useSearchParams();
  useLookAgain(run.progress !== null);
  const shown = query.get('show') === 'all' ? answers : answers.filter(({ isRight }) => !isRight);
  return (
    <div className="stack">
      <p className="crumb">
        <Link to="/desk/evaluation">{t('evaluation.title')}</Link>
        {run.changeId !== null && (
          <Link to={`/desk/changes/${run.changeId}`}>{t('evaluation.of-change')}</Link>
        )}
      </p>
      <div className="deskhead">
        <h1>{t('evaluation.run-title')}</h1>
      </div>
      <p className="hq-sm hq-muted">{showInstant(run.createdAt)}</p>
      {run.progress && (
        <div className="hq-card hq-card-b" aria-live="polite">
          <p>{t(run.progress.total === 0 ? 'gate.copying' : 'evaluation.running')}</p>
          <ProgressBar label={t('evaluation.running')} {...run.progress} />
        </div>
      )}
      {run.state === 'failed' && (
        <p className="hq-note hq-note-no" role="alert">
          {t('evaluation.run-failed')} {run.error}
        </p>
      )}
      {run.figures && <Figures run={run} last={last} />}
      {run.figures && (
        <>
          <nav className="ev-filter" aria-label={t('evaluation.show')}>
            <Link to="?" className={query.get('show') === 'all' ? undefined : 'on'}>
              {t('evaluation.failures')}{' '}
              <span className="num">{answers.filter((one) => !one.isRight).length}</span>
            </Link>
            <Link to="?show=all" className={query.get('show') === 'all' ? 'on' : undefined}>
              {t('evaluation.all-answers')} <span className="num">{answers.length}</span>
            </Link>
          </nav>
          {shown.length === 0 ? (
            <div className="hq-card hq-empty">
              <i className="bi bi-check-circle" aria-hidden="true" />
              <p>{t('evaluation.no-failures')}</p>
            </div>
          ) : (
            <ul className="plain hq-card ev-turned">
              {shown.map((answer) => (
                <Answer key={answer.questionId} answer={answer} />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

function Figures({ run, last }: { run: RunView; last: RunView | null }) {
  const { t } = useTranslation();
  const { figures } = run;
  if (!figures) return null;
  const was = last?.figures ?? null;
  const shares = [
    ['evaluation.cited-share', figures.citedShare, was?.citedShare],
    ['evaluation.declined-share', figures.declinedShare, was?.declinedShare],
    ['evaluation.refused-share', figures.refusedShare, was?.refusedShare],
  ] as const;
  return (
    <>
      <div className="ev-figures">
        {shares.map(([word, now, before]) => (
          <div key={word} className="hq-card ev-figure">
            <span className="hq-sm hq-muted">{t(word)}</span>
            <b className="num">{showShare(now)}</b>
            {before !== undefined && (
              <span className="hq-xs hq-muted">{t('evaluation.last-was', { share: showShare(before) })}</span>
            )}
          </div>
        ))}
      </div>
      <ScrollRegion className="hq-card table-responsive" label={t('evaluation.by-kind')}>
        <table className="table ev-table">
          <thead>
            <tr>
              <th scope="col">{t('evaluation.kind')}</th>
              <th scope="col">{t('evaluation.right-of')}</th>
              <th scope="col">{t('evaluation.last-run')}</th>
            </tr>
          </thead>
          <tbody>
            {questionKinds.map((kind) => {
              const now = figures.byKind[kind];
              const before = was?.byKind[kind];
              return now ? (
                <tr key={kind}>
                  <td>{t(`evaluation.kind.${kind}`)}</td>
                  <td className="num">
                    {now.right} / {now.questions}
                  </td>
                  <td className="num">
                    {before ? `${String(before.right)} / ${String(before.questions)}` : '—'}
                  </td>
                </tr>
              ) : null;
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="hq-sm hq-muted">
        {t('evaluation.times', { p50: figures.tookMs.p50, p95: figures.tookMs.p95 })}
      </p>
    </>
  );
}

type Answered = ReturnType<typeof useLoaderData<typeof loader>>['answers'][number];

function Answer({ answer }: { answer: Answered }) {
  const { t } = useTranslation();
  const { question, questionId, kind, asOf, isRight, faults, wasRight, rank, missingWords, tookMs } = answer;
  return (
    <li>
      <div className="ev-turned-q">
        <b>{question}</b>
        <span className="tag">{t(`evaluation.kind.${kind}`)}</span>
        {asOf && <span className="tag">{t('evaluation.as-of', { date: asOf })}</span>}
        {wasRight !== null && wasRight !== isRight && (
          <span className="tag tag-b">
            {t(isRight ? 'evaluation.newly-right' : 'evaluation.newly-wrong')}
          </span>
        )}
      </div>
      <p className={isRight ? 'ev-ok' : 'ev-no'}>
        <i className={`bi ${isRight ? 'bi-check-circle-fill' : 'bi-x-circle-fill'}`} aria-hidden="true" />
        {isRight ? t('evaluation.right') : faults.map((fault) => t(`evaluation.fault.${fault}`)).join('，')}
        {missingWords.length > 0 && `：${missingWords.join('、')}`}
      </p>
      <Citations citations={answer.citations} outcome={answer.outcome} />
      <p className="hq-xs hq-muted">
        {rank === null ? null : `${t('evaluation.rank', { rank })} · `}
        {t('evaluation.took', { ms: tookMs })}
      </p>
      <p className="hq-sm ev-links">
        <Link to={hitTestAddress(question, asOf)}>{t('evaluation.open-hit-test')}</Link>
        <Link to={`/desk/evaluation/questions/${questionId}`}>{t('evaluation.open-question')}</Link>
      </p>
    </li>
  );
}
