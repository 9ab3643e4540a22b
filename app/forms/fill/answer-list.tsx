import { useTranslation } from 'react-i18next';

import type { FormDefinition } from '~/forms/definition/form-definition';
import { listFields } from '~/forms/submission/list-fields';
import { fieldWords } from '~/forms/words/field-words';

interface AnswerListProps {
  definition: FormDefinition;
  data: Record<string, unknown>;
  /** The paths that were asked, in their order; the rest was filled in advance. */
  paths: readonly string[];
  hidden: readonly string[];
  onGo: (path: string) => void;
}

/** Before sending, question by question: each answer once more, with the way to change it. */
export function AnswerList({ definition, data, paths, hidden, onGo }: AnswerListProps) {
  const { t, i18n } = useTranslation();
  const words = fieldWords(i18n.language === 'en' ? 'en' : 'zh-CN');
  const rows = listFields(definition.components, data, {}, words).filter(({ path }) =>
    paths.some((own) => (path === own || path.startsWith(`${own}[`)) && !hidden.includes(own)),
  );
  return (
    <dl className="locked-rows answers">
      {rows.map(({ path, label, text }) => (
        <div key={path} className="sl">
          <dt>{label}</dt>
          <dd>{text || <span className="hq-muted">{t('fill.review.empty')}</span>}</dd>
          <dd className="act">
            <button type="button" className="btn btn-link btn-sm" onClick={() => onGo(path)}>
              {t('fill.one.change')}
              <span className="visually-hidden">：{label}</span>
            </button>
          </dd>
        </div>
      ))}
    </dl>
  );
}
