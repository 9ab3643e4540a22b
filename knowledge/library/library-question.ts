import { titleKey } from '~/knowledge/documents/title-key';
import type {
  EvaluationQuestionItem,
  ExpectedClause,
} from '~/knowledge/evaluation/questions/evaluation-question';

import type { EvaluationQuestion } from './library-schema';

/**
 * A question of the library as it is replayed. One about the past pins the version it means; any other is answered by
 * whichever version counts.
 */
export function asQuestionItem(entry: EvaluationQuestion): EvaluationQuestionItem {
  const { id, question, kind, documentTitle, documentNumber, path, also, mustHold, asOf } = entry;
  const pins = kind === 'replaced-version';
  const named =
    documentTitle !== undefined && path !== undefined ? [{ documentTitle, documentNumber, path }] : [];
  const clauses = [...named, ...also].map((clause): ExpectedClause => ({
    documentTitle: clause.documentTitle,
    titleKey: titleKey(clause.documentTitle),
    documentNumber: pins ? (clause.documentNumber ?? null) : null,
    path: clause.path,
  }));
  return { id, question, kind, clauses, mustHold, asOf: asOf ?? null };
}
