import { Link } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { clausePath } from '~/app/assistant/answer-blocks';
import { splitMarks } from '~/app/assistant/split-marks';
import type { ReplyCitation } from '~/knowledge/helpdesk/read-reply.server';

/** Words with `[n]` as chips that lead to their clause, and the clauses below them. */
export function CitedText({ text, citations }: { text: string; citations: readonly ReplyCitation[] }) {
  const { t } = useTranslation();
  const id = useId();
  const known = new Set(citations.map(({ n }) => n));
  return (
    <>
      <p className="q-reply">
        {splitMarks(text, known).map((run, at) =>
          'n' in run ? (
            <a
              key={at}
              className="hq-cite"
              href={`#${id}-${run.n}`}
              aria-label={t('chat.cite', { n: run.n })}
            >
              {run.n}
            </a>
          ) : (
            <span key={at}>{run.text}</span>
          ),
        )}
      </p>
      {citations.length > 0 && (
        <ul className="plain q-sources" aria-label={t('chat.source.title')}>
          {citations.map((citation) => (
            <li key={citation.n} id={`${id}-${citation.n}`} className="sr">
              <span className="hq-cite" aria-hidden="true">
                {citation.n}
              </span>
              <span>
                <Link to={clausePath(citation)}>
                  {citation.documentNumber ?? `《${citation.title}》`} {citation.path}
                </Link>
                {citation.textKind === 'key-points' && (
                  <span className="tag">{t('documents.key-points')}</span>
                )}
                <span className="hq-xs hq-muted q-quote">{citation.quote}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
