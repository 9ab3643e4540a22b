import { useTranslation } from 'react-i18next';

import type { FileScan } from '~/forms/cases/case-views';

import { showBytes } from '../formio-templates';

interface AttachmentListProps {
  files: readonly { fileId: string; name: string; sizeBytes: number; path: string; scan: FileScan }[];
  labels: Record<string, string>;
  href: (fileId: string) => string;
}

/** The files of a submission, to download. */
export function AttachmentList({ files, labels, href }: AttachmentListProps) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="attachments-title">
      <div className="hq-card-h">
        <h2 id="attachments-title">{t('case.attachments')}</h2>
      </div>
      {files.length === 0 && <p className="hq-card-b hq-muted">{t('case.no-attachments')}</p>}
      <ul className="plain">
        {files.map(({ fileId, name, sizeBytes, path, scan }) => (
          <li key={fileId} className="file-row attachment">
            <i className="bi bi-file-earmark-text" aria-hidden="true" />
            <span className="file-name">
              {labels[path.replace(/\[\d+\]$/, '')] ?? name}
              <br />
              <span className="hq-prov">
                {name} · {showBytes(sizeBytes)}
                {(scan === 'waiting' || scan === 'infected') && (
                  <b className={scan === 'infected' ? 'c-no' : 'c-gap'}> · {t(`case.scan.${scan}`)}</b>
                )}
              </span>
            </span>
            {scan !== 'infected' && (
              <a
                className="btn btn-outline-primary btn-sm"
                href={href(fileId)}
                download
                aria-label={t('case.download', { name })}
              >
                <i className="bi bi-download" aria-hidden="true" />
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
