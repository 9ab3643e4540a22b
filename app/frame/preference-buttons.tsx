import { Form, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { Frame } from './get-frame.server';

/** 长辈版 and the language: plain forms, so that they work without JavaScript. */
export function PreferenceButtons({ frame }: { frame: Frame | undefined }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const elder = frame?.elder ?? false;
  const english = frame?.locale === 'en';
  return (
    <Form method="post" action="/preferences" reloadDocument className="row-x" style={{ gap: 0 }}>
      <input type="hidden" name="next" value={pathname + search} />
      <button className="iconbtn" name="elder" value={elder ? 'off' : 'on'}>
        <i className={`bi ${elder ? 'bi-zoom-out' : 'bi-zoom-in'}`} aria-hidden="true" />
        {elder ? t('frame.standard') : t('frame.elder')}
      </button>
      <button
        className="iconbtn elder-hide"
        name="locale"
        value={english ? 'zh-CN' : 'en'}
        lang={english ? 'zh-CN' : 'en'}
        aria-label={t('frame.language-help')}
      >
        <i className="bi bi-translate" aria-hidden="true" />
        <span className="hide-m">{t('frame.language')}</span>
      </button>
    </Form>
  );
}
