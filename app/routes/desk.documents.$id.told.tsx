import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ChangedWords } from '~/app/documents/changed-words';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { tellPerson } from '~/app/people/tell-person.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/document-life.css?url';
import { listTold } from '~/knowledge/documents/told/list-told.server';
import { tellAskers } from '~/knowledge/documents/told/tell-askers.server';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { change, answers } = await listTold(db, reader, params.id ?? '', cityDate(now()));
    return {
      change: change && { kind: change.kind, on: change.on, by: change.by },
      answers: answers.map(({ askedAt, ...answer }) => ({ ...answer, askedOn: cityDate(askedAt) })),
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const turnId = (await request.formData()).get('turn');
    const { answers, notices } = await tellAskers(
      { db, now, tell: tellPerson },
      reader,
      params.id ?? '',
      typeof turnId === 'string' && turnId !== '' ? [turnId] : undefined,
    );
    return redirect(`/desk/documents/${params.id ?? ''}/told?told=${answers}&notices=${notices}`);
  });
}

export default function DocumentTold() {
  const { change, answers } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const query = useSearchParams()[0];
  const isBusy = useNavigation().state === 'submitting';
  const open = answers.filter(({ clauses }) => clauses.some(({ toldOn }) => toldOn === null));
  return (
    <div className="stack">
      {query.has('told') && (
        <p className="hq-note" role="status">
          {t('told.done', { n: query.get('told') ?? '0', notices: query.get('notices') ?? '0' })}
        </p>
      )}
      <section className="hq-card hq-card-b told-head">
        <h2>{t('told.title')}</h2>
        <p className="hq-sm">
          {change
            ? t(`told.change.${change.kind}`, { date: change.on ?? '—', title: change.by?.title ?? '' })
            : t('told.change.none')}
        </p>
        <p className="hq-sm hq-muted">{t('told.lead')}</p>
        {open.length > 0 && (
          <Form method="post" className="row-x wrapx">
            <button className="btn btn-primary" disabled={isBusy}>
              <i className="bi bi-send" aria-hidden="true" />
              {t(isBusy ? 'told.telling' : 'told.tell-all', { n: open.length })}
            </button>
          </Form>
        )}
      </section>
      {answers.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-chat-left-quote" aria-hidden="true" />
          <p>{t('told.empty')}</p>
        </div>
      ) : (
        <ul className="plain hq-card rel-list">
          {answers.map((answer) => (
            <ToldCard key={answer.turnId} answer={answer} isBusy={isBusy} />
          ))}
        </ul>
      )}
    </div>
  );
}

type Answer = ReturnType<typeof useLoaderData<typeof loader>>['answers'][number];

/** A question, the answer that was given, and its clauses then and now. */
function ToldCard({ answer, isBusy }: { answer: Answer; isBusy: boolean }) {
  const { t } = useTranslation();
  const isOpen = answer.clauses.some(({ toldOn }) => toldOn === null);
  const toldOn = answer.clauses.find((clause) => clause.toldOn !== null)?.toldOn;
  return (
    <li className="rel" data-turn={answer.turnId}>
      <div className="rel-head">
        <b className="grow">{answer.question ?? t('told.withheld')}</b>
        <span className="hq-xs hq-muted">
          {t('told.asked', { date: answer.askedOn, asker: t(`told.asker.${answer.asker}`) })}
        </span>
      </div>
      {answer.answer !== null && (
        <details>
          <summary className="hq-sm">{t('told.answer')}</summary>
          <p className="rel-words">{answer.answer}</p>
        </details>
      )}
      {answer.clauses.map((clause) => (
        <div key={clause.n} className="told-clause">
          <p className="hq-xs hq-muted">
            [{clause.n}] {clause.path} · {t(`told.kind.${clause.change}`)}
          </p>
          <ChangedWords before={clause.before} after={clause.after?.text ?? null} />
        </div>
      ))}
      <div className="rel-actions">
        {isOpen ? (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="turn" value={answer.turnId} />
            <button className="btn btn-outline-primary btn-sm" disabled={isBusy}>
              {t(`told.tell-one.${answer.asker}`)}
            </button>
          </Form>
        ) : (
          <span className="doc-st doc-st-on">
            <i className="bi bi-check-circle-fill" aria-hidden="true" />
            {t('told.told-on', { date: toldOn ?? '' })}
          </span>
        )}
      </div>
    </li>
  );
}
