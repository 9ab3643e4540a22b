import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** The platform's mark and name. */
export function Brand({ to, line }: { to: string; line: string }) {
  const { t } = useTranslation();
  return (
    <Link className="brand" to={to}>
      <svg className="tile" viewBox="0 0 36 36" aria-hidden="true">
        <rect width="36" height="36" rx="9" fill="#0e5a74" />
        <path
          d="M7 23.5c3.6 0 3.6-3 7.3-3s3.7 3 7.4 3 3.6-3 7.3-3"
          fill="none"
          stroke="#8fd0e2"
          strokeWidth="2.6"
          strokeLinecap="round"
        />
        <path
          d="M11 13.6l4.6 4.4L25.4 8.6"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <path d="M10 28.6h16" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" opacity=".55" />
      </svg>
      <span>
        <strong>{t('brand.name')}</strong>
        <span>{line}</span>
      </span>
    </Link>
  );
}
