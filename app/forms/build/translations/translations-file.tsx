import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { FormText } from '~/forms/definition/translations/list-texts';

import { readTranslationsCsv, writeTranslationsCsv } from './translations-csv';

interface TranslationsFileProps {
  texts: readonly FormText[];
  path: string;
  onRead: (english: ReadonlyMap<string, string>) => void;
}

/** The texts as a table for a translator, out and in; says what came back and what was left aside and why. */
export function TranslationsFile({ texts, path, onRead }: TranslationsFileProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<string[]>([]);
  const save = () => {
    const head = ['id', t('builder.translate.chinese'), t('builder.translate.english')];
    const file = new Blob([writeTranslationsCsv(texts, head)], { type: 'text/csv;charset=utf-8' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `${path}-en.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const read = async (file: File) => {
    const found = readTranslationsCsv(await file.text(), texts);
    if (!found) return setSaid([t('builder.translate.not-a-table')]);
    onRead(found.english);
    setSaid([
      t('builder.translate.read', { n: found.english.size }),
      ...(found.stale.length > 0
        ? [t('builder.translate.stale', { n: found.stale.length, ids: found.stale.slice(0, 5).join('、') })]
        : []),
      ...(found.unknown.length > 0
        ? [
            t('builder.translate.unknown', {
              n: found.unknown.length,
              ids: found.unknown.slice(0, 5).join('、'),
            }),
          ]
        : []),
    ]);
  };
  return (
    <>
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={save}>
        {t('builder.translate.out')}
      </button>
      <button type="button" className="btn btn-outline-primary btn-sm" onClick={() => input.current?.click()}>
        {t('builder.translate.in')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={t('builder.translate.in')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) read(file).catch(reportError);
          target.value = '';
        }}
      />
      <div role="status" className="hq-sm translate-said">
        {said.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </>
  );
}
