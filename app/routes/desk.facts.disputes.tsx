import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { getDisputesPage } from '~/app/facts/get-disputes-page.server';
import { tellDispute } from '~/app/facts/tell-dispute.server';
import { readPreferences } from '~/app/i18n/preferences';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { decideDispute } from '~/knowledge/enterprises/decide-dispute.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    const show = new URL(request.url).searchParams.get('show') === 'decided' ? 'decided' : 'open';
    const { locale } = readPreferences(request);
    return { show, disputes: await getDisputesPage(context.services, reader, show, locale) } as const;
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, ...factDeskRoles);
    const form = await request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const [id, reason] = [text('id'), text('reason')];
    const outcome = text('intent') === 'uphold' ? 'upheld' : 'refused';
    try {
      const tell = tellDispute(services.now());
      await decideDispute({ ...services, tell }, reader, { id, outcome, reason });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data(
        { id, reason, problem: sayProblem(localeOf(request), error.fields.reason ?? ''), done: null },
        { status: 422 },
      );
    }
    return data({ id, reason: '', problem: null, done: outcome });
  });
}

/** 异议核实: what firms say against facts that the department keeps. */
export default function Disputes() {
  const { disputes, show } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="disputes">
      <div className="hq-card-h">
        <h2 id="disputes">{t(`factdesk.disputes.${show}`)}</h2>
        <Link className="btn btn-outline-primary btn-sm" to={show === 'open' ? '?show=decided' : '?'}>
          {t(show === 'open' ? 'factdesk.disputes.decided' : 'factdesk.disputes.open')}
        </Link>
      </div>
      {answer?.done && (
        <p className="hq-card-b" role="status">
          {t(`factdesk.disputes.done.${answer.done}`)}
        </p>
      )}
      {disputes.length === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-flag" aria-hidden="true" />
          <span>{t(`factdesk.disputes.none-${show}`)}</span>
        </div>
      ) : (
        <ul className="plain fact-list">
          {disputes.map((one) => (
            <li key={one.id}>
              <div className="row-x wrapx">
                <h3 className="grow">
                  {one.label} <span className="hq-muted">{one.period}</span>
                </h3>
                <span className="hq-sm">
                  {one.firm} <span className="num hq-muted">{one.creditCode}</span>
                </span>
              </div>
              <dl className="fact-compare">
                <div>
                  <dt>{t('factdesk.disputes.current')}</dt>
                  <dd className="num">
                    {one.current?.text ?? '—'}{' '}
                    {one.current && (
                      <span className="hq-sm hq-muted">
                        {one.current.source} · {one.current.observedOn}
                      </span>
                    )}
                  </dd>
                </div>
                <div>
                  <dt>{t('factdesk.disputes.claimed')}</dt>
                  <dd className="num">
                    <b>{one.claimed}</b>
                  </dd>
                </div>
                <div>
                  <dt>{t('factdesk.disputes.reason', { date: one.raisedOn })}</dt>
                  <dd>
                    {one.reason}
                    {one.proof && (
                      <>
                        {' '}
                        <a href={`/desk/facts/disputes/${one.id}/proof`}>
                          {t('factdesk.disputes.proof', { name: one.proof })}
                        </a>
                      </>
                    )}
                  </dd>
                </div>
              </dl>
              {one.state === 'open' ? (
                <Form method="post" className="fact-decide">
                  <input type="hidden" name="id" value={one.id} />
                  <div className="grow">
                    <label className="form-label" htmlFor={`reason-${one.id}`}>
                      {t('factdesk.disputes.say')}
                    </label>
                    <input
                      id={`reason-${one.id}`}
                      name="reason"
                      maxLength={1000}
                      className={
                        answer?.id === one.id && answer.problem ? 'form-control is-invalid' : 'form-control'
                      }
                      defaultValue={answer?.id === one.id ? answer.reason : ''}
                      aria-describedby={
                        answer?.id === one.id && answer.problem ? `problem-${one.id}` : undefined
                      }
                    />
                    {answer?.id === one.id && answer.problem && (
                      <p id={`problem-${one.id}`} className="invalid-feedback" role="alert">
                        {answer.problem}
                      </p>
                    )}
                  </div>
                  <button
                    className="btn btn-primary"
                    name="intent"
                    value="uphold"
                    disabled={one.claimed === '—'}
                  >
                    {t('factdesk.disputes.uphold')}
                  </button>
                  <button className="btn btn-outline-primary" name="intent" value="refuse">
                    {t('factdesk.disputes.refuse')}
                  </button>
                </Form>
              ) : (
                <p className="hq-sm">
                  <span className="tag">{t(`factdesk.disputes.state.${one.state}`)}</span>{' '}
                  <span className="num hq-muted">{one.decidedOn}</span> {one.decision}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
