import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { placeKey, type PaperForm, type PaperPart } from '~/knowledge/documents/paper/paper-form';

interface PaperSheetProps {
  paper: PaperForm;
  /** The places that are lit up, by their keys. */
  lit: ReadonlySet<string>;
  isField: (place: string) => boolean;
  onChoose: (place: string) => void;
}

/** The printed form as its file lays it out. */
export function PaperSheet({ paper, lit, isField, onChoose }: PaperSheetProps) {
  const { t } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  const first = [...lit][0];
  useEffect(() => {
    if (first !== undefined)
      sheet.current?.querySelector('.is-lit')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [first]);
  return (
    <ScrollRegion ref={sheet} className="hq-card-b paper-sheet" label={t('paper.paper')}>
      {paper.parts.map((part, at) => {
        if (part.kind === 'table')
          return <Table key={at} table={part} lit={lit} isField={isField} onChoose={onChoose} />;
        const key = placeKey(part.place);
        return (
          <p key={at} className={lit.has(key) ? 'paper-line is-lit' : 'paper-line'}>
            {part.text}
          </p>
        );
      })}
    </ScrollRegion>
  );
}

interface TableProps extends Omit<PaperSheetProps, 'paper'> {
  table: Extract<PaperPart, { kind: 'table' }>;
}

function Table({ table, lit, isField, onChoose }: TableProps) {
  return (
    <table className="paper-table">
      <tbody>
        {Array.from({ length: table.rows }, (_, row) => (
          <tr key={row}>
            {table.cells
              .filter((cell) => cell.row === row)
              .map((cell) => {
                const key = placeKey(cell.place);
                return (
                  <td
                    key={key}
                    rowSpan={cell.rowSpan}
                    colSpan={cell.columnSpan}
                    className={lit.has(key) ? 'is-lit' : undefined}
                  >
                    {isField(key) && cell.text !== '' ? (
                      <button type="button" className="paper-cell" onClick={() => onChoose(key)}>
                        {cell.text}
                      </button>
                    ) : (
                      cell.text
                    )}
                  </td>
                );
              })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
