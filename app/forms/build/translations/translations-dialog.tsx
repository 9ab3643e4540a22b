import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import { countMissing, listTexts, type FormText } from '~/forms/definition/translations/list-texts';

import { BuilderDialog } from '../builder-dialog';
import { findComponent, nameOfComponent } from '../arrange-components';
import { TranslationsFile } from './translations-file';

interface TranslationsDialogProps {
  definition: FormDefinition;
  /** The form's address: names the file. */
  path: string;
  onApply: (english: ReadonlyMap<string, string>) => void;
  onClose: () => void;
}

type Shown = 'all' | 'missing';

/** The form's texts in a table, Chinese beside English: what is missing is counted and can be shown alone. */
export function TranslationsDialog({ definition, path, onApply, onClose }: TranslationsDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [texts] = useState(() => listTexts(definition));
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [shown, setShown] = useState<Shown>('all');
  const [query, setQuery] = useState('');
  const current = texts.map((text) => ({ ...text, english: typed.get(text.id) ?? text.english }));
  const missing = countMissing(current);
  // What was missing when the filter was set stays in sight while it is being typed.
  const rows = current.filter(
    (text, index) =>
      (shown === 'all' || texts[index]?.english.trim() === '') &&
      `${text.chinese} ${text.english} ${text.id}`.toLowerCase().includes(query.trim().toLowerCase()),
  );
  const type = (textId: string, english: string) => setTyped(new Map(typed).set(textId, english));
  return (
    <BuilderDialog title={t('builder.translate.title')} isWide onClose={onClose}>
      <p role="status">
        {missing === 0
          ? t('builder.translate.complete', { total: texts.length })
          : t('builder.translate.missing', { missing, total: texts.length })}
      </p>
      <div className="row-x wrapx translate-tools">
        <label>
          <span className="visually-hidden">{t('builder.translate.show')}</span>
          <select
            className="form-select"
            value={shown}
            onChange={({ target }) => setShown(target.value as Shown)}
          >
            <option value="all">{t('builder.translate.show-all')}</option>
            <option value="missing">{t('builder.translate.show-missing')}</option>
          </select>
        </label>
        <label htmlFor={id} className="visually-hidden">
          {t('builder.translate.search')}
        </label>
        <input
          id={id}
          type="search"
          className="form-control"
          placeholder={t('builder.translate.search')}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        <TranslationsFile
          texts={current}
          path={path}
          onRead={(english) => setTyped(new Map([...typed, ...english]))}
        />
      </div>
      <div className="dialog-scroll">
        <table className="table translate-table">
          <thead>
            <tr>
              <th scope="col">{t('builder.translate.where')}</th>
              <th scope="col">{t('builder.translate.chinese')}</th>
              <th scope="col">{t('builder.translate.english')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((text) => (
              <tr key={text.id}>
                <td>
                  {t(`builder.translate.name.${text.name}`)}
                  <br />
                  <span className="hq-prov">{nameOfComponent(findComponent(definition, text.key))}</span>
                </td>
                <td lang="zh-CN">{text.chinese}</td>
                <td>
                  <EnglishText text={text} onType={(english) => type(text.id, english)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="hq-muted">{t('builder.translate.none')}</p>}
      </div>
      <div className="row-x wrapx">
        <button type="button" className="btn btn-primary" onClick={() => onApply(typed)}>
          {t('builder.apply')}
        </button>
        <button type="button" className="btn btn-outline-primary" onClick={onClose}>
          {t('builder.cancel')}
        </button>
      </div>
    </BuilderDialog>
  );
}

function EnglishText({ text, onType }: { text: FormText; onType: (english: string) => void }) {
  const { t } = useTranslation();
  const label = t('builder.translate.english-of', { text: text.chinese.slice(0, 60) });
  const isMissing = text.english.trim() === '';
  return (
    <textarea
      lang="en"
      rows={text.chinese.length > 40 ? 3 : 1}
      className={isMissing ? 'form-control is-missing' : 'form-control'}
      placeholder={isMissing ? t('builder.translate.not-yet') : undefined}
      aria-label={label}
      value={text.english}
      maxLength={4000}
      onChange={({ target }) => onType(target.value)}
    />
  );
}
