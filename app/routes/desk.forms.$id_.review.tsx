import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireFields } from '~/app/people/read-form';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';
import { getReviewSetup, saveReviewSetup } from '~/forms/cases/review-setup.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { hasRole } from '~/prisma/access/reader';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ''} · 审核设置 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer', 'reviewer');
  const found = await orErrorPage(() =>
    getReviewSetup(formsDeps(context, request).db, reader, params.id ?? ''),
  );
  return { ...found, mayChange: hasRole(reader, 'designer', found.departmentId) };
}

const input = z.object({
  fourEyes: z.enum(['never', 'always', 'above']),
  amountField: z.string().max(200).default(''),
  aboveYuan: z
    .string()
    .max(20)
    .default('')
    .transform((text) => text.replace(/[,\s]/g, '')),
  checklist: z.string().max(10_000).default(''),
  headId: z.string().max(60).default(''),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const given = requireFields(input, await request.formData());
  return orErrorPage(async () => {
    try {
      await saveReviewSetup(formsDeps(context, request), reader, params.id ?? '', {
        fourEyes: given.fourEyes,
        amountField: given.amountField || null,
        aboveYuan: /^\d+$/.test(given.aboveYuan) ? Number(given.aboveYuan) : null,
        checklist: given.checklist.split('\n'),
        headId: given.headId || null,
      });
      return { saved: true, errors: [] };
    } catch (error) {
      if (error instanceof InvalidInputError) return { saved: false, errors: Object.values(error.fields) };
      throw error;
    }
  });
}

export default function ReviewSettings() {
  const { formId, title, departmentName, setup, amountFields, people, mayChange } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  const [fourEyes, setFourEyes] = useState(setup.fourEyes);
  return (
    <>
      <div className="deskhead">
        <Link to={mayChange ? `/desk/forms/${formId}` : '/desk/cases'} className="hq-sm">
          {title}
        </Link>
        <h1>{t('setup.title')}</h1>
        <span className="hq-muted hq-sm">{departmentName}</span>
      </div>
      {answer?.saved && (
        <p className="hq-note case-gap" role="status">
          {t('setup.saved')}
        </p>
      )}
      {answer && answer.errors.length > 0 && (
        <p className="hq-note hq-note-no case-gap" role="alert">
          {answer.errors.join('；')}
        </p>
      )}
      {!mayChange && <p className="hq-note case-gap">{t('setup.read-only')}</p>}
      <Form method="post" className="hq-card hq-card-b stack setup-form">
        <fieldset disabled={!mayChange} className="stack">
          <fieldset>
            <legend className="form-label">{t('setup.four-eyes')}</legend>
            {(['never', 'always', 'above'] as const).map((one) => (
              <label key={one} className="queue-tick">
                <input
                  type="radio"
                  className="form-check-input"
                  name="fourEyes"
                  value={one}
                  checked={fourEyes === one}
                  onChange={() => setFourEyes(one)}
                />
                {t(`setup.four-eyes.${one}`)}
              </label>
            ))}
            <p className="hq-sm hq-muted">{t('setup.four-eyes-help')}</p>
          </fieldset>
          {fourEyes === 'above' && (
            <div className="row-x wrapx">
              <label>
                <span className="form-label">{t('setup.amount-field')}</span>
                <select className="form-select" name="amountField" defaultValue={setup.amountField ?? ''}>
                  <option value="">{t('setup.choose')}</option>
                  {amountFields.map(({ path, label }) => (
                    <option key={path} value={path}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
              <label>
                <span className="form-label">{t('setup.above')}</span>
                <input
                  className="form-control"
                  name="aboveYuan"
                  inputMode="numeric"
                  defaultValue={setup.aboveYuan ?? ''}
                />
              </label>
            </div>
          )}
          <label>
            <span className="form-label">{t('setup.checklist')}</span>
            <textarea
              className="form-control"
              name="checklist"
              rows={6}
              defaultValue={setup.checklist.join('\n')}
              aria-describedby="checklist-help"
            />
          </label>
          <p id="checklist-help" className="hq-sm hq-muted">
            {t('setup.checklist-help')}
          </p>
          <label>
            <span className="form-label">{t('setup.head')}</span>
            <select className="form-select" name="headId" defaultValue={setup.headId ?? ''}>
              <option value="">{t('setup.head-none')}</option>
              {people.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {mayChange && (
            <button className="btn btn-primary" disabled={isBusy}>
              {t('setup.save')}
            </button>
          )}
        </fieldset>
      </Form>
    </>
  );
}
