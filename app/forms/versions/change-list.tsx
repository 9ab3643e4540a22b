import { useTranslation } from 'react-i18next';

/** A difference as a sentence: the shape that `showVersions` gives. */
export interface ChangeLine {
  kind: 'added' | 'removed' | 'changed';
  text: string;
  look: boolean;
}

/** Whether something comes, goes or becomes different. */
export function kindOf({ code }: { code: string }): ChangeLine['kind'] {
  if (code.startsWith('added') || code === 'text-added') return 'added';
  return code === 'removed' || code === 'text-removed' ? 'removed' : 'changed';
}

const marks = { added: ['a', '+'], removed: ['d', '−'], changed: ['m', '~'] } as const;

/** Differences between two versions, one sentence a line; what a firm must look at is marked in words. */
export function ChangeList({ changes }: { changes: readonly ChangeLine[] }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="hq-card-b hq-muted">{t('builder.no-difference')}</p>;
  return (
    <ul className="plain differences">
      {changes.map(({ kind, text, look }, index) => (
        <li key={`${index} ${text}`}>
          <span className={`k ${marks[kind][0]}`} aria-hidden="true">
            {marks[kind][1]}
          </span>
          <span>
            {text}
            {look && <span className="versions-look"> · {t('versions.look')}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
