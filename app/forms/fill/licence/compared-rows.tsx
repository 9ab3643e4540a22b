import { useTranslation } from 'react-i18next';

import { Crops } from './crops';
import type { LicenceRow } from './send-photo.client';

/** What a register holds is compared with the photo and never changed by it. */
export function ComparedRows({ rows }: { rows: readonly LicenceRow[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('fill.licence.compared')}>
      <h3 className="grp">{t('fill.licence.compared')}</h3>
      <ul className="plain licence-rows">
        {rows.map(({ key, label, text, crops, field }) => (
          <li key={key} className="licence-row">
            <b>{label}</b>
            <Crops crops={crops} label={label} />
            <span className={field?.differs ? 'hq-note hq-note-gap hq-sm' : 'hq-sm hq-muted'}>
              {t(field?.differs ? 'fill.licence.locked-differs' : 'fill.licence.locked-same', {
                now: field?.currentText ?? '',
                source: field?.source ?? '',
                photo: text,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
