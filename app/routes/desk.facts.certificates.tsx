import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { CertificateForm } from '~/app/facts/certificate-form';
import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { readPreferences } from '~/app/i18n/preferences';
import { readForm } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import {
  certificateKinds,
  listCertificates,
  recordCertificate,
  revokeCertificate,
} from '~/knowledge/enterprises/certificates/record-certificate.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf } from '~/prisma/access/reader';

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    const search = new URL(request.url).searchParams.get('q')?.slice(0, 100) ?? '';
    const [departmentId] = departmentsOf(reader, 'designer');
    const kinds =
      departmentId === undefined
        ? []
        : [...(await certificateKinds(context.services.db, departmentId)).values()];
    const short = readPreferences(request).locale === 'en' ? 'en' : 'zh';
    return {
      search,
      kinds: kinds.map(({ key, label }) => ({ key, label: label[short] })),
      certificates: await listCertificates(context.services, reader, search),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { intent, id = '', reason = '', ...fields } = readForm(await request.formData());
    const { creditCode = '', key = '', number = '', issuedOn = '', validUntil = '' } = fields;
    const typed = { creditCode, key, number, issuedOn, validUntil };
    try {
      if (intent === 'revoke') await revokeCertificate(context.services, reader, { id, reason });
      else await recordCertificate(context.services, reader, typed);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data(
        { id, typed, errors: sayProblems(localeOf(request), error.fields), done: null },
        { status: 422 },
      );
    }
    return data({ id: '', typed: null, errors: {}, done: intent === 'revoke' ? 'revoked' : 'recorded' });
  });
}

/** 电子证照: the certificates that the department issued, how long they count, and what was revoked. */
export default function Certificates() {
  const { certificates, kinds, search } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const errors: Record<string, string> = answer?.errors ?? {};
  const names = new Map(kinds.map(({ key, label }) => [key, label]));
  return (
    <>
      {answer?.done && (
        <p className="hq-note" role="status">
          {t(`factdesk.cert.done.${answer.done}`)}
        </p>
      )}
      {kinds.length > 0 && (
        <CertificateForm
          key={certificates.length}
          kinds={kinds}
          typed={answer?.typed ?? null}
          errors={errors}
        />
      )}
      <section className="hq-card" aria-labelledby="certs">
        <div className="hq-card-h">
          <h2 id="certs">{t('factdesk.cert.register')}</h2>
          <Form method="get" className="row-x" role="search">
            <input
              name="q"
              className="form-control form-control-sm"
              defaultValue={search}
              aria-label={t('factdesk.cert.search')}
              placeholder={t('factdesk.cert.search')}
            />
            <button className="btn btn-outline-primary btn-sm">{t('factdesk.cert.find')}</button>
          </Form>
        </div>
        {certificates.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-patch-check" aria-hidden="true" />
            <span>{t(search === '' ? 'factdesk.cert.none' : 'factdesk.cert.none-found')}</span>
          </div>
        ) : (
          <ScrollRegion className="fact-scroll" label={t('factdesk.cert.register')}>
            <table className="table">
              <thead>
                <tr>
                  {['firm', 'kind', 'number', 'issued', 'until', 'state'].map((word) => (
                    <th key={word} scope="col">
                      {t(`factdesk.cert.${word}`)}
                    </th>
                  ))}
                  <td />
                </tr>
              </thead>
              <tbody>
                {certificates.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      {one.firm} <span className="num hq-muted hq-xs">{one.creditCode}</span>
                    </th>
                    <td>{names.get(one.key) ?? one.key}</td>
                    <td className="num">{one.number}</td>
                    <td className="num">{one.issuedOn}</td>
                    <td className="num">{one.validUntil ?? t('factdesk.cert.no-end')}</td>
                    <td>
                      <span className="tag">{t(`factdesk.cert.state.${one.state}`)}</span>
                    </td>
                    <td>
                      {one.state === 'in-force' && kinds.length > 0 && (
                        <details open={answer?.id === one.id}>
                          <summary>{t('factdesk.cert.revoke')}</summary>
                          <Form method="post" className="fact-decide">
                            <input type="hidden" name="id" value={one.id} />
                            <input
                              name="reason"
                              className="form-control form-control-sm"
                              maxLength={500}
                              aria-label={t('factdesk.cert.revoke-reason')}
                              placeholder={t('factdesk.cert.revoke-reason')}
                            />
                            <button className="btn btn-outline-primary btn-sm" name="intent" value="revoke">
                              {t('factdesk.cert.revoke')}
                            </button>
                            {answer?.id === one.id && errors.reason && (
                              <p className="hq-note hq-note-no" role="alert">
                                {errors.reason}
                              </p>
                            )}
                          </Form>
                        </details>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </section>
    </>
  );
}
