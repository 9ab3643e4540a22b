import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { AnswerForm } from './turn-answer';

/** 已为您预填申请表: the form of the policy, with how much of it is filled. */
export function FormOffer({ form }: { form: AnswerForm }) {
  const { t } = useTranslation();
  return (
    <section className="pre hq-card" aria-label={form.title}>
      <span className="ic">
        <i className="bi bi-file-earmark-text" aria-hidden="true" />
      </span>
      <b>{t(form.prefilled > 0 ? 'chat.form.prefilled' : 'chat.form.offer')}</b>
      <Link className="btn btn-primary go" to={form.url}>
        {t(form.prefilled > 0 ? 'chat.form.check' : 'chat.form.open')}
      </Link>
      <span className="hq-sm hq-muted">
        {form.prefilled > 0
          ? t('chat.form.count', { title: form.title, total: form.total, prefilled: form.prefilled })
          : form.title}
      </span>
    </section>
  );
}
