import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { NoticeFindings } from '~/app/policy-design/notice/notice-findings';
import { readNoticePage } from '~/app/policy-design/notice/read-notice-page.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policy-notice.css?url';
import { translator } from '~/app/words/translator';
import { openPolicyFromNotice } from '~/knowledge/policies/notice/open-policy-from-notice.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const search = new URL(request.url).searchParams;
    const locale = localeOf(request);
    const page = await readNoticePage(context.services, reader, {
      q: search.get('q')?.trim().slice(0, 100) ?? '',
      documentId: search.get('document') ?? '',
      locale: locale === 'en' ? 'en' : 'zh',
    });
    return { title: `${translator(locale)('notice.title')} · 惠企通`, ...page };
  });
}

const input = z.object({
  document: z.string().max(60),
  title: z.string().trim().max(200),
  id: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
  amount: z.string().max(4),
});

/** Opens the policy with what was kept; 422 with a sentence a field. */
export function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const form = await request.formData();
    const { document, amount, ...fields } = requireFields(input, form);
    const conditions = form.getAll('keep').map(Number).filter(Number.isInteger);
    try {
      const { policyId } = await openPolicyFromNotice(context.services, reader, {
        ...fields,
        documentId: document,
        conditions,
        amount: amount === '' ? null : Number(amount),
      });
      return redirect(`/desk/policies/${policyId}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problems: error.fields, fields, conditions }, { status: 422 });
    }
  });
}

/** From a notice to a policy: choose the document, keep what was read rightly, open the draft. */
export default function NoticeRoute() {
  const { q, documents, found, departments } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  return (
    <div className="stack notice">
      <div>
        <Link to="/desk/policies" className="hq-sm">
          {t('notice.back')}
        </Link>
        <h1>{t('notice.title')}</h1>
        <p className="hq-muted">{t('notice.help')}</p>
      </div>
      <Form className="notice-search" role="search">
        <label htmlFor="q">{t('notice.search')}</label>
        <input id="q" name="q" type="search" className="form-control" defaultValue={q} />
        <button className="btn btn-outline-primary" disabled={isBusy}>
          {t('notice.find')}
        </button>
      </Form>
      {!found && q !== '' && documents.length === 0 && (
        <div className="hq-empty">
          <i className="bi bi-file-earmark-x" aria-hidden="true" />
          <p>{t('notice.none', { q })}</p>
          <Link to="/desk/documents/upload">{t('notice.upload')}</Link>
        </div>
      )}
      {!found && documents.length > 0 && (
        <ul className="hq-card notice-documents">
          {documents.map((one) => (
            <li key={one.id}>
              <Link to={`?document=${one.id}`}>{one.title}</Link>
              {one.documentNumber && <span className="hq-sm hq-muted">{one.documentNumber}</span>}
            </li>
          ))}
        </ul>
      )}
      {found && (
        <NoticeFindings
          key={found.document.id}
          found={found}
          departments={departments}
          isBusy={isBusy}
          result={result}
        />
      )}
    </div>
  );
}
