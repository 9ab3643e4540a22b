import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { AnswerBlocks, clausePath } from '~/app/assistant/answer-blocks';
import type { loader } from '~/app/routes/desk.search-test_.answer';

/** The answer that the assistant would give; it comes after the ranking, since a model may take its time. */
export function TriedAnswerCard({ search }: { search: string }) {
  const { t } = useTranslation();
  const { load, data, state } = useFetcher<typeof loader>();
  useEffect(() => load(`/desk/search-test/answer${search}`), [load, search]);
  const answer = state === 'idle' ? data?.answer : undefined;
  return (
    <section className="hq-card dict-box" aria-labelledby="hit-answer" aria-busy={answer === undefined}>
      <h2 id="hit-answer">{t('hit.answer')}</h2>
      <div aria-live="polite">
        {answer === undefined && <p className="hq-sm hq-muted">{t('hit.answer.waiting')}</p>}
        {answer === null && <p className="hq-sm hq-muted">{t('hit.answer.deed')}</p>}
        {answer && (
          <>
            <p className="hq-xs hq-muted">
              {t(`hit.outcome.${answer.outcome}`)}
              {data && ` · ${t('hit.answer.took', { ms: data.tookMs })}`}
            </p>
            <AnswerBlocks
              answer={answer}
              active={null}
              onOpen={({ n }) => {
                const citation = answer.citations.find((one) => one.n === n);
                if (citation) window.location.assign(clausePath(citation));
              }}
            />
          </>
        )}
      </div>
    </section>
  );
}
