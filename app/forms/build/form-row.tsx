import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '~/app/forms/cases/show-instant';
import type { FormListItem } from '~/forms/definition/list-forms.server';

/** A form as the list shows it, with what can be done to it as a whole. */
export function FormRow({
  form,
  isEnglish,
  mayDesign,
  mayReview,
}: {
  form: FormListItem;
  isEnglish: boolean;
  mayDesign: boolean;
  /** Whether the reader may take the applications along. */
  mayReview: boolean;
}) {
  const { t } = useTranslation();
  const title = isEnglish ? (form.titleEn ?? form.title) : form.title;
  return (
    <tr>
      <td>
        <Link to={`/desk/forms/${form.formId}${mayDesign && !form.inReview ? '' : '/versions'}`}>
          {title}
        </Link>
        <br />
        <span className="hq-prov">
          /apply/{form.path} · {form.departmentName}
        </span>
        <div className="form-acts">
          <Link to={`/desk/forms/${form.formId}/versions`}>
            {t('versions.all')}
            <span className="visually-hidden"> {title}</span>
          </Link>
          <a href={`/desk/forms/${form.formId}/export`} download>
            {t('builder.export')}
            <span className="visually-hidden"> {title}</span>
          </a>
          <Link to={`/desk/forms/${form.formId}/webhooks`}>
            {t('webhooks.link')}
            <span className="visually-hidden"> {title}</span>
          </Link>
          {mayReview && (
            <Link to={`/desk/forms/${form.formId}/exports`}>
              {t('exports.title')}
              <span className="visually-hidden"> {title}</span>
            </Link>
          )}
          {form.published && mayDesign && <Withdraw form={form} title={title} />}
        </div>
      </td>
      <td>
        {form.published && (
          <span className="tag tag-b">{t('builder.live', { n: form.published.number })}</span>
        )}{' '}
        {form.draft && <span className="tag">{t('builder.draft', { n: form.draft.number })}</span>}{' '}
        {form.inReview && (
          <span className="tag tag-b">{t('versions.in-review', { n: form.inReview.number })}</span>
        )}{' '}
        {form.withdrawnAt && <span className="tag">{t('builder.withdrawn')}</span>}
      </td>
      <td>
        {showInstant(
          form.draft?.updatedAt ??
            form.inReview?.updatedAt ??
            form.published?.publishedAt ??
            form.withdrawnAt ??
            new Date(0),
        )}
      </td>
      <td className="num-col">{form.submissions}</td>
    </tr>
  );
}

/** Says what becomes of drafts and applications before it is done. */
function Withdraw({ form, title }: { form: FormListItem; title: string }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>
        {t('builder.withdraw')}
        <span className="visually-hidden"> {title}</span>
      </summary>
      <Form method="post" className="stack">
        <p>{t('builder.withdraw-what', { drafts: form.openDrafts, filed: form.submissions })}</p>
        <input type="hidden" name="withdraw" value={form.formId} />
        <button className="btn btn-outline-danger btn-sm">{t('builder.withdraw-do')}</button>
      </Form>
    </details>
  );
}
