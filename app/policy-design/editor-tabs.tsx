import { useTranslation } from 'react-i18next';

import type { PolicyFinding } from '~/knowledge/policies/design/lint-policy';

export const editorTabs = [
  'rule',
  'derived',
  'sandbox',
  'elements',
  'benefit',
  'sources',
  'versions',
] as const;
export type EditorTab = (typeof editorTabs)[number];

interface EditorTabsProps {
  tab: EditorTab;
  open: (tab: EditorTab) => void;
  counts: { derived: number; sources: number };
  findings: readonly PolicyFinding[];
}

/** The parts of a policy, by arrow keys too, each with how much is wrong in it. */
export function EditorTabs({ tab, open, counts, findings }: EditorTabsProps) {
  const { t } = useTranslation();
  const wrong = (of: EditorTab) =>
    findings.filter((one) => one.tab === of && one.severity === 'error').length;
  return (
    <div className="pd-tabs" role="tablist" aria-label={t('rules.tabs')}>
      {editorTabs.map((item) => (
        <button
          key={item}
          type="button"
          role="tab"
          id={`tab-${item}`}
          aria-selected={tab === item}
          aria-controls={`panel-${item}`}
          tabIndex={tab === item ? 0 : -1}
          className={tab === item ? 'on' : ''}
          onClick={() => open(item)}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
            if (step === 0) return;
            const next =
              editorTabs[(editorTabs.indexOf(item) + step + editorTabs.length) % editorTabs.length]!;
            open(next);
            document.getElementById(`tab-${next}`)?.focus();
          }}
        >
          {t(`rules.tab.${item}`)}
          {item in counts && <span className="hq-muted"> {counts[item as keyof typeof counts]}</span>}
          {wrong(item) > 0 && (
            <span className="pd-wrong" aria-label={t('rules.wrong', { n: wrong(item) })}>
              {wrong(item)}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
