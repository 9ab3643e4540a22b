import { useTranslation } from 'react-i18next';

import type { OpenDesign } from './use-design';

interface BuilderTitlesProps {
  open: OpenDesign;
  path: string;
  total: number;
  asked: number;
}

/** The form's names, its address, and how much it asks. */
export function BuilderTitles({ open, path, total, asked }: BuilderTitlesProps) {
  const { t } = useTranslation();
  const names = [
    ['title', t('builder.title')],
    ['titleEn', t('builder.title-en')],
  ] as const;
  return (
    <section className="hq-card hq-card-b builder-titles" aria-label={t('builder.titles')}>
      {names.map(([name, label]) => (
        <label key={name}>
          <span className="form-label">{label}</span>
          <input
            className="form-control"
            value={open.design[name]}
            maxLength={200}
            onChange={({ target }) => open.change({ [name]: target.value }, name)}
          />
        </label>
      ))}
      <p className="hq-sm hq-muted">
        {t('builder.address')} <a href={`/apply/${path}`}>/apply/{path}</a> ·{' '}
        {t('builder.counts', { total, asked })}
      </p>
    </section>
  );
}
