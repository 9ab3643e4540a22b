import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { cityRegion } from '~/app/assistant/regions-of';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireFields } from '~/app/people/read-form';
import { NoticeFindings } from '~/app/policy-design/notice/notice-findings';
import { ChooseNotice, PasteNotice } from '~/app/policy-design/notice/notice-forms';
import { askedFields, openFields } from '~/app/policy-design/notice/notice-fields';
import {
  askModelToRead,
  readFindings,
  readNoticePage,
} from '~/app/policy-design/notice/read-notice-page.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policy-notice.css?url';
import { translator } from '~/app/words/translator';
import { sayProblems } from '~/app/words/say-problem';
import { openPolicyFromNotice } from '~/knowledge/policies/notice/open-policy-from-notice.server';
import { mostPastedLetters } from '~/knowledge/policies/notice/pasted-notice';
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
    const chat = context.services.chat.current();
    const model = chat.state === 'ready' ? chat.model : null;
    return { title: `${translator(locale)('notice.title')} · 惠企通`, model, ...page };
  });
}

/** Reads a text that was pasted, or opens the policy with what was kept; 422 with a sentence a field. */
export function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, 'designer');
    const locale = localeOf(request) === 'en' ? 'en' : 'zh';
    const form = await request.formData();
    const read = (text: string) =>
      readFindings(services, reader, { origin: { text, region: cityRegion }, locale });
    const originOf = (text: string, documentId: string) =>
      text === '' ? { documentId } : { text, region: cityRegion };
    if (form.get('intent') === 'model') {
      const { document, text } = requireFields(askedFields, form);
      const origin = originOf(text, document);
      const { reading, failed } = await askModelToRead(services, reader, { origin, signal: request.signal });
      const found = await readFindings(services, reader, { origin, locale, reading });
      return data({ kind: 'model' as const, problem: failed, text, reading, found });
    }
    if (form.get('intent') === 'read') {
      const pasted = form.get('text');
      const text = typeof pasted === 'string' ? pasted.trim() : '';
      const long = text.length > mostPastedLetters ? ('long' as const) : null;
      const problem = text.length < 20 ? ('short' as const) : long;
      if (problem) return data({ kind: 'paste' as const, problem, text, found: null }, { status: 422 });
      return data({ kind: 'paste' as const, problem, text, found: await read(text) });
    }
    const { document, amount, text, reading, ...fields } = requireFields(openFields, form);
    const conditions = form.getAll('keep').map(Number).filter(Number.isInteger);
    const origin = originOf(text, document);
    try {
      const { policyId } = await openPolicyFromNotice(services, reader, {
        ...fields,
        origin,
        conditions,
        amount: amount === '' ? null : Number(amount),
        reading,
      });
      return redirect(`/desk/policies/${policyId}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const found = await readFindings(services, reader, { origin, locale, reading });
      return data(
        {
          kind: 'open' as const,
          problems: sayProblems(localeOf(request), error.fields),
          fields,
          conditions,
          text,
          reading,
          found,
        },
        { status: 422 },
      );
    }
  });
}

/** From a notice to a policy: choose the document or paste the text, keep what was read rightly, open the draft. */
export default function NoticeRoute() {
  const { q, documents, found: chosen, departments, model } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const isBusy = useNavigation().state !== 'idle';
  const found = answer?.found ?? chosen;
  const pasted = answer?.text ? answer.text : undefined;
  return (
    <div className="stack notice">
      <div>
        <Link to="/desk/policies" className="hq-sm">
          {t('notice.back')}
        </Link>
        <h1>{t('notice.title')}</h1>
        <p className="hq-muted">{t('notice.help')}</p>
      </div>
      {found ? (
        <p>
          <Link to="/desk/policies/notice">{t('notice.another')}</Link>
        </p>
      ) : (
        <ChooseNotice q={q} documents={documents} isBusy={isBusy} />
      )}
      {!found && (
        <PasteNotice
          isBusy={isBusy}
          text={answer?.kind === 'paste' ? answer.text : ''}
          problem={answer?.kind === 'paste' ? answer.problem : null}
        />
      )}
      {found && (
        <NoticeFindings
          key={found.document.id}
          found={found}
          pasted={pasted}
          departments={departments}
          isBusy={isBusy}
          result={answer?.kind === 'open' ? answer : undefined}
          model={model}
          reading={answer && 'reading' in answer ? answer.reading : undefined}
          failed={answer?.kind === 'model' ? answer.problem : null}
        />
      )}
    </div>
  );
}
