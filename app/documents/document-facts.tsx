import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { regionName } from '~/knowledge/documents/region';

interface Facts {
  documentNumber: string | null;
  issuer: string | null;
  region: string;
  kind: string;
  adoptedOn: string | null;
  issuedOn: string | null;
  effectiveFrom: string | null;
  expiresOn: string | null;
  repealedOn: string | null;
  supersededOn: string | null;
  sourceUrl: string | null;
  repealedByDocument: { id: string; title: string } | null;
  supersededByDocument: { id: string; title: string } | null;
}

/** 文号, 发布机关 and the dates; what isn't known isn't shown. */
export function DocumentFacts({ document }: { document: Facts }) {
  const { t } = useTranslation();
  const other = (link: { id: string; title: string } | null) =>
    link && <Link to={`/documents/${link.id}`}>{link.title}</Link>;
  const rows: [string, ReactNode][] = [
    ['number', document.documentNumber],
    ['issuer', document.issuer],
    ['kind', t(`documents.kind.${document.kind}`)],
    ['region', regionName(document.region) ?? document.region],
    ['adopted', document.adoptedOn],
    ['issued', document.issuedOn],
    ['effective', document.effectiveFrom],
    ['expires', document.expiresOn],
    ['repealed', document.repealedOn],
    ['repealed-by', other(document.repealedByDocument)],
    ['superseded', document.supersededOn],
    ['superseded-by', other(document.supersededByDocument)],
    [
      'source',
      document.sourceUrl && /^https?:\/\//.test(document.sourceUrl) && (
        <a href={document.sourceUrl} rel="noreferrer">
          {new URL(document.sourceUrl).hostname}
        </a>
      ),
    ],
  ];
  return (
    <dl className="kv hq-sm">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name} className="doc-fact">
              <dt>{t(`documents.field.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
