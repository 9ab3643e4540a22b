import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { getConflictsPage } from '~/app/facts/get-conflicts-page.server';
import { readPreferences } from '~/app/i18n/preferences';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { settleConflict } from '~/knowledge/enterprises/list-conflicts.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    return getConflictsPage(context.services, reader, readPreferences(request).locale);
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    const form = await request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const input = {
      enterpriseId: text('enterpriseId'),
      key: text('key'),
      period: text('period'),
      note: text('note'),
    };
    try {
      await settleConflict(context.services, reader, input);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const id = `${input.enterpriseId}-${input.key}-${input.period}`;
      return data({ id, problem: sayProblem(localeOf(request), error.fields.note ?? '') }, { status: 422 });
    }
    return data({ id: '', problem: null });
  });
}

/** 来源不一致: facts of which two sources say different things, and which of them counts. */
export default function Conflicts() {
  const { total, conflicts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="conflicts">
      <div className="hq-card-h">
        <h2 id="conflicts">{t('factdesk.conflicts.title')}</h2>
        <span className="hq-sm hq-muted">{t('factdesk.conflicts.count', { n: total })}</span>
      </div>
      <p className="hq-card-b hq-sm hq-muted">{t('factdesk.conflicts.rule')}</p>
      {conflicts.length === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-check2-all" aria-hidden="true" />
          <span>{t('factdesk.conflicts.none')}</span>
        </div>
      ) : (
        <ul className="plain fact-list">
          {conflicts.map((one) => (
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
                {one.rows.map((row, place) => (
                  <div key={row.id}>
                    <dt>
                      {row.source} · {t(`factdesk.source.${row.sourceKind}`)} · {row.observedOn}
                    </dt>
                    <dd className="num">
                      {place === 0 ? <b>{row.text}</b> : row.text}{' '}
                      {place === 0 && <span className="tag tag-b">{t('factdesk.conflicts.counts')}</span>}
                    </dd>
                  </div>
                ))}
              </dl>
              {one.hidesStated && <p className="hq-sm hq-muted">{t('factdesk.conflicts.hidden')}</p>}
              <Form method="post" className="fact-decide">
                <input type="hidden" name="enterpriseId" value={one.enterpriseId} />
                <input type="hidden" name="key" value={one.key} />
                <input type="hidden" name="period" value={one.period} />
                <div className="grow">
                  <label className="form-label" htmlFor={`note-${one.id}`}>
                    {t('factdesk.conflicts.note')}
                  </label>
                  <input id={`note-${one.id}`} name="note" className="form-control" maxLength={500} />
                  {answer?.id === one.id && answer.problem && (
                    <p className="hq-note hq-note-no" role="alert">
                      {answer.problem}
                    </p>
                  )}
                </div>
                <button className="btn btn-outline-primary">{t('factdesk.conflicts.settle')}</button>
              </Form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
