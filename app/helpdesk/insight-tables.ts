import type { TFunction } from 'i18next';

import type { Insights } from '~/knowledge/helpdesk/insight-figures';

export const insightTables = ['days', 'kinds', 'clauses', 'policies', 'ratings', 'replies'] as const;
export type InsightTable = (typeof insightTables)[number];

/** The head and the rows of one of the tables: what the page shows and what the CSV holds. */
export function tableOf(
  table: InsightTable,
  figures: Insights,
  t: TFunction,
): { head: string[]; rows: (string | number | null)[][] } {
  const head = (...keys: string[]) => keys.map((key) => t(`insights.head.${key}`));
  switch (table) {
    case 'days':
      return {
        head: head('day', 'answered', 'not-found', 'handed-over', 'refused', 'stopped'),
        rows: figures.days.map((row) => [
          ...[row.day, row.answered, row.notFound, row.handedOver, row.refused, row.stopped],
        ]),
      };
    case 'kinds':
      return {
        head: head('kind', 'questions', 'answered'),
        rows: figures.kinds.map(({ kind, questions, answered }) => [
          t(`insights.kind.${kind}`, kind),
          questions,
          answered,
        ]),
      };
    case 'clauses':
      return {
        head: head('document', 'path', 'cited'),
        rows: figures.clauses.map(({ name, path, cited }) => [name, path, cited]),
      };
    case 'policies':
      return {
        head: head('policy', 'department', 'asked', 'answered', 'cited', 'coverage'),
        rows: figures.policies.map(({ title, department, asked, answered, cited }) => [
          ...[title, department, asked, answered, cited],
          t(asked === 0 ? 'insights.never-asked' : cited === 0 ? 'insights.never-cited' : 'insights.covered'),
        ]),
      };
    case 'ratings': {
      const { useful, notUseful, wrong, replyUseful, replyNotUseful } = figures.ratings;
      return {
        head: head('what', 'useful', 'not-useful', 'wrong'),
        rows: [
          [t('insights.of-answers'), useful, notUseful, wrong],
          [t('insights.of-replies'), replyUseful, replyNotUseful, null],
        ],
      };
    }
    case 'replies': {
      const { handedOver, replied, onTime, open, overdue, medianHours } = figures.replies;
      return {
        head: head('handed-over', 'replied', 'on-time', 'open', 'overdue', 'median'),
        rows: [
          [
            handedOver,
            replied,
            onTime,
            open,
            overdue,
            medianHours === null ? null : Math.round(medianHours * 10) / 10,
          ],
        ],
      };
    }
  }
}
