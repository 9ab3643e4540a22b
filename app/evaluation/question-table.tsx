import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import type { QuestionView, SetView } from '~/knowledge/evaluation/questions/list-questions.server';

/** The questions with their clause and how the last run answered them. */
export function QuestionTable({ questions, sets }: { questions: QuestionView[]; sets: SetView[] }) {
  const { t } = useTranslation();
  if (questions.length === 0)
    return (
      <div className="hq-card hq-empty">
        <i className="bi bi-list-check" aria-hidden="true" />
        <p>{t('evaluation.none')}</p>
      </div>
    );
  return (
    <ScrollRegion className="hq-card table-responsive" label={t('evaluation.title')}>
      <table className="table ev-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.question')}</th>
            <th scope="col">{t('evaluation.kind')}</th>
            <th scope="col">{t('evaluation.clauses')}</th>
            <th scope="col">{t('evaluation.set')}</th>
            <th scope="col">{t('evaluation.last')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('evaluation.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.id}>
              <td className="ev-q">
                <Link to={`/desk/evaluation/questions/${question.id}`}>{question.question}</Link>
                {question.asOf && (
                  <p className="hq-xs hq-muted">{t('evaluation.as-of', { date: question.asOf })}</p>
                )}
              </td>
              <td className="nowrap">{t(`evaluation.kind.${question.kind}`)}</td>
              <td className="hq-sm">
                {question.clauses.map(({ documentTitle, documentNumber, path }) => (
                  <div key={`${documentTitle} ${path}`}>
                    {documentNumber ?? `《${documentTitle}》`} {path}
                  </div>
                ))}
              </td>
              <td className="hq-sm">
                {sets.find(({ id }) => id === question.setId)?.name}
                <span className="hq-xs hq-muted"> {t(`evaluation.origin.${question.origin}`)}</span>
              </td>
              <td className="nowrap hq-sm">
                {question.last === null ? (
                  <span className="hq-muted">{t('evaluation.not-asked')}</span>
                ) : (
                  <span className={question.last.isRight ? 'ev-ok' : 'ev-no'}>
                    <i
                      className={`bi ${question.last.isRight ? 'bi-check-circle-fill' : 'bi-x-circle-fill'}`}
                      aria-hidden="true"
                    />
                    {t(question.last.isRight ? 'evaluation.right' : 'evaluation.wrong')}
                  </span>
                )}
              </td>
              <td>
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="ids" value={question.id} />
                  <button
                    className="btn btn-link btn-sm"
                    name="intent"
                    value="remove"
                    aria-label={t('evaluation.remove-one', { question: question.question })}
                  >
                    {t('evaluation.remove')}
                  </button>
                </Form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
