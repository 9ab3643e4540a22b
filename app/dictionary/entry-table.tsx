import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { cityDate } from '~/prisma/calendar/city-date';

import type { DictionaryPageData } from './get-dictionary-page.server';

interface EntryTableProps {
  entries: Serialized<DictionaryPageData['entries']>;
  addressOf: (changes: Record<string, string | null>) => string;
  busy: boolean;
}

/** Dates arrive as text. */
type Serialized<Rows extends readonly unknown[]> = {
  [Key in keyof Rows[number]]: Rows[number][Key] extends Date ? string | Date : Rows[number][Key];
}[];

/** The entries, with what the reader may do to each; the chosen ones go together. */
export function EntryTable({ entries, addressOf, busy }: EntryTableProps) {
  const { t } = useTranslation();
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="remove" />
      <ScrollRegion className="hq-card table-responsive" label={t('dictionary.title')}>
        <table className="table dict-table">
          <thead>
            <tr>
              <th scope="col" className="dict-on-computer">
                <span className="visually-hidden">{t('dictionary.choose')}</span>
              </th>
              <th scope="col">{t('dictionary.field.kind')}</th>
              <th scope="col">{t('dictionary.field.term')}</th>
              <th scope="col">{t('dictionary.field.targets.short')}</th>
              <th scope="col" className="text-end">
                {t('dictionary.field.weight.short')}
              </th>
              <th scope="col">{t('dictionary.field.department')}</th>
              <th scope="col">{t('dictionary.field.updated')}</th>
              <th scope="col" className="dict-on-computer">
                {t('dictionary.field.act')}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td className="dict-on-computer">
                  {entry.mine && (
                    <input
                      type="checkbox"
                      className="form-check-input"
                      name="chosen"
                      value={entry.id}
                      aria-label={t('dictionary.choose-one', { term: entry.term })}
                    />
                  )}
                </td>
                <td className="nowrap">{t(`dictionary.kind.${entry.kind}`)}</td>
                <td>
                  <b>{entry.term}</b>
                  {entry.isSample && <span className="dict-sample">{t('dictionary.sample')}</span>}
                  {entry.note !== '' && <div className="hq-xs hq-muted">{entry.note}</div>}
                </td>
                <td>{entry.targets.join('；') || '—'}</td>
                <td className="text-end num">{entry.kind === 'whole' ? '—' : entry.weight}</td>
                <td>{entry.department ?? t('dictionary.city')}</td>
                <td className="nowrap">
                  <span className="num">{cityDate(new Date(entry.updatedAt))}</span>
                  <div className="hq-xs hq-muted">{entry.updatedBy ?? t('dictionary.shipped')}</div>
                </td>
                <td className="nowrap dict-on-computer">
                  {entry.mine ? (
                    <>
                      <Link
                        className="btn btn-link btn-sm"
                        to={addressOf({ edit: entry.id, new: null })}
                        aria-label={t('dictionary.edit-one', { term: entry.term })}
                      >
                        {t('dictionary.edit')}
                      </Link>
                      <button
                        className="btn btn-link btn-sm dict-remove"
                        name="only"
                        value={entry.id}
                        disabled={busy}
                        aria-label={t('dictionary.remove-one', { term: entry.term })}
                      >
                        {t('dictionary.remove')}
                      </button>
                    </>
                  ) : (
                    <span className="hq-xs hq-muted">{t('dictionary.theirs')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <div className="dict-buttons dict-on-computer">
        <button className="btn btn-outline-primary btn-sm" type="submit" disabled={busy}>
          {t('dictionary.remove-chosen')}
        </button>
      </div>
    </Form>
  );
}
