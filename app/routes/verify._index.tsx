import { redirect, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useTranslation } from 'react-i18next';

import { VerifyForm } from '~/app/forms/cases/verify-form';
import { pageTitle } from '~/app/policies/page-title';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction = ({ matches }) => pageTitle('verify.title', matches);

export function loader({ request }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get('code')?.trim() ?? '';
  return code === '' ? null : redirect(`/verify/${encodeURIComponent(code.slice(0, 60))}`);
}

export default function Verify() {
  const { t } = useTranslation();
  return (
    <div className="wrap narrow page-top">
      <h1>{t('verify.title')}</h1>
      <VerifyForm />
    </div>
  );
}
