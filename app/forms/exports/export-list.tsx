import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ExportItem } from './get-exports-page.server';

/** The form's exports, newest first: how far each is, where to get it, why it failed. */
export function ExportList({ exports, formId }: { exports: ExportItem[]; formId: string }) {
  const { t } = useTranslation();
  if (exports.length === 0) {
    return (
      <div className="hq-empty">
        <i className="bi bi-file-earmark-arrow-down" aria-hidden="true" />
        <p>{t('exports.none')}</p>
      </div>
    );
  }
  return (
    <table className="table">
      <thead>
        <tr>
          {['what', 'who', 'how', 'deed'].map((column) => (
            <th key={column} scope="col">
              {t(`exports.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {exports.map((one) => (
          <tr key={one.id}>
            <td>
              {t(`exports.format.${one.format}`)}
              <br />
              <span className="hq-prov">
                <Choice choice={one.choice} />
              </span>
            </td>
            <td>
              {one.requestedByName}
              <br />
              <span className="hq-prov">{one.createdAt}</span>
            </td>
            <td>
              <Progress one={one} />
            </td>
            <td>
              <Deeds one={one} formId={formId} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Choice({ choice }: Pick<ExportItem, 'choice'>) {
  const { t } = useTranslation();
  const days =
    choice.from || choice.to
      ? t('exports.days', {
          from: choice.from ?? t('exports.days.start'),
          to: choice.to ?? t('exports.days.end'),
        })
      : t('exports.days.all');
  const parts = [
    choice.state ? t(`case.state.${choice.state}`) : t('exports.state.all'),
    days,
    ...(choice.every ? [t('exports.every.short')] : []),
  ];
  return <>{parts.join(' · ')}</>;
}

function Progress({ one }: { one: ExportItem }) {
  const { t } = useTranslation();
  const { state, written, total } = one;
  if (state === 'waiting') return <span className="tag">{t('exports.waiting', { n: total })}</span>;
  if (state === 'running')
    return (
      <>
        <progress max={total} value={written} aria-label={t('exports.running', { n: written, of: total })} />
        <div className="hq-xs hq-muted num">{t('exports.running', { n: written, of: total })}</div>
      </>
    );
  if (state === 'failed')
    return (
      <>
        <span className="tag channel-failing">{t('exports.failed')}</span>
        <div className="hq-xs">{t(`exports.fault.${one.fault ?? 'fault'}`)}</div>
      </>
    );
  if (state !== 'done') return <span className="tag">{t(`exports.${state}`)}</span>;
  return (
    <>
      <span className="num">{t('exports.done', { n: written, size: one.size })}</span>
      <div className="hq-xs hq-muted">{t('exports.kept', { date: one.keptUntil })}</div>
      {one.missingFiles > 0 && (
        <div className="hq-xs exports-missing">{t('exports.missing', { n: one.missingFiles })}</div>
      )}
    </>
  );
}

function Deeds({ one, formId }: { one: ExportItem; formId: string }) {
  const { t } = useTranslation();
  const isOpen = one.state === 'waiting' || one.state === 'running';
  if (!isOpen && one.state !== 'done' && one.state !== 'failed') return null;
  const deed = t(isOpen ? 'exports.cancel' : 'exports.remove');
  return (
    <div className="row-x wrapx">
      {one.state === 'done' && (
        <a className="btn btn-primary btn-sm" href={`/desk/forms/${formId}/exports/${one.id}`} download>
          {t('exports.download')}
          <span className="visually-hidden">
            {t(`exports.format.${one.format}`)} {one.createdAt}
          </span>
        </a>
      )}
      <Form method="post" preventScrollReset>
        <button className="btn btn-outline-primary btn-sm" name="remove" value={one.id}>
          {deed}
          <span className="visually-hidden">
            {t(`exports.format.${one.format}`)} {one.createdAt}
          </span>
        </button>
      </Form>
    </div>
  );
}
