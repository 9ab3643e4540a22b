import { Form, useSearchParams, useSubmit } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface PreviewChoicesProps {
  firms: readonly { id: string; name: string }[];
  firmId: string | null;
}

/** As whom and how a form is looked at: a sample firm, a phone's width, the elders' edition. */
export function PreviewChoices({ firms, firmId }: PreviewChoicesProps) {
  const { t } = useTranslation();
  const submit = useSubmit();
  const [params] = useSearchParams();
  const isElder = params.get('elder') === 'on';
  useElderPage(isElder);
  const openPhone = () => {
    const address = `${window.location.pathname}?${params.toString()}`;
    window.open(address, 'form-preview-phone', 'popup,width=390,height=844');
  };
  return (
    <Form
      method="get"
      className="row-x wrapx preview-choices"
      onChange={({ currentTarget }) => submit(currentTarget, { replace: true })}
    >
      {params.get('version') && <input type="hidden" name="version" value={params.get('version') ?? ''} />}
      <label className="rule-tick">
        <span>{t('builder.preview-as')}</span>
        <select className="form-select" name="firm" defaultValue={firmId ?? ''}>
          <option value="">{t('builder.preview-any')}</option>
          {firms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="rule-tick">
        <input
          type="checkbox"
          className="form-check-input"
          name="elder"
          value="on"
          defaultChecked={isElder}
        />
        {t('builder.preview-elder')}
      </label>
      <noscript>
        <button className="btn btn-outline-primary btn-sm">{t('builder.apply')}</button>
      </noscript>
      <button type="button" className="btn btn-outline-primary btn-sm preview-phone" onClick={openPhone}>
        <i className="bi bi-phone" aria-hidden="true" />
        {t('builder.preview-phone')}
      </button>
    </Form>
  );
}

/** The page in the elders' edition while it is looked at so; the reader's own choice stays as it is. */
function useElderPage(isElder: boolean): void {
  useEffect(() => {
    if (!isElder) return;
    const page = document.documentElement;
    const [elder, density] = [page.dataset.elder, page.dataset.density];
    page.dataset.elder = 'on';
    delete page.dataset.density;
    return () => {
      if (elder === undefined) delete page.dataset.elder;
      if (density !== undefined) page.dataset.density = density;
    };
  }, [isElder]);
}
