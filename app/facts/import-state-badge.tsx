import { useTranslation } from 'react-i18next';

const looks: Record<string, string> = {
  done: 'tag tag-ok',
  refused: 'tag tag-no',
  mapping: 'tag tag-b',
  previewed: 'tag tag-b',
};

/** How far an import is. */
export function ImportStateBadge({ state }: { state: string }) {
  const { t } = useTranslation();
  return <span className={looks[state] ?? 'tag'}>{t(`factdesk.state.${state}`)}</span>;
}
