import { useTranslation } from 'react-i18next';

/** Says that this is the sample city, on every page, as a landmark of its own. */
export function SampleBanner() {
  const { t } = useTranslation();
  return (
    <section className="sample-banner elder-hide" aria-label={t('frame.sample.label')}>
      {t('frame.sample')}
    </section>
  );
}
