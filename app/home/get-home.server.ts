import { compareRows, toPolicyRow, type PolicyRowData } from '~/app/policies/policy-row-data';
import type { Services } from '~/app/services.server';
import type { NextQuestion } from '~/knowledge/policies/next-question';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { matchWithPolicies } from '~/knowledge/policies/match-policies.server';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/** The firm's part of the home page. */
export interface FirmHome {
  rows: PolicyRowData[];
  counts: { eligible: number; oneStep: number; all: number };
  question: (NextQuestion & { unlockTitles: string[] }) | null;
  openCases: { id: string; title: string; state: string; dueOn: string }[];
}

/** What the home page shows: the firm's verdicts if the reader acts for one, else the policies in force. */
export interface Home {
  firm: FirmHome | null;
  popular: PolicyRowData[];
  deadlines: { id: string; title: string; date: string; daysLeft: number }[];
}

type Deps = Pick<Services, 'db' | 'now'>;
const shownRows = 8;

/** Gathers the home page for the reader. */
export async function getHome(deps: Deps, reader: Reader, locale: 'zh' | 'en'): Promise<Home> {
  const today = cityDate(deps.now());
  if (reader.enterpriseId === null) {
    const policies = await listPublishedPolicies(deps.db, { at: today });
    const rows = policies.map((policy) => toPolicyRow(policy, undefined, today, locale)).sort(compareRows);
    return { firm: null, popular: rows.slice(0, shownRows), deadlines: nextDeadlines(rows) };
  }
  const { enterpriseId } = reader;
  const match = await matchWithPolicies(deps, { reader, enterpriseId, locale, alsoExpired: true });
  const rows = match.verdicts
    .flatMap((verdict) => {
      const policy = match.policies.get(verdict.policyId);
      return policy ? [toPolicyRow(policy, verdict, today, locale)] : [];
    })
    .sort(compareRows);
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const question = match.nextQuestion;
  return {
    firm: {
      rows: rows.slice(0, shownRows),
      counts: {
        eligible: rows.filter(({ shown }) => shown === 'eligible').length,
        oneStep: rows.filter(({ shown }) => shown === 'one-step').length,
        all: rows.length,
      },
      question: question
        ? { ...question, unlockTitles: question.unlocks.slice(0, 3).flatMap((id) => titles.get(id) ?? []) }
        : null,
      openCases: await deps.db.case.findMany({
        where: { enterpriseId, state: { in: ['submitted', 'returned'] } },
        select: { id: true, title: true, state: true, dueOn: true },
        orderBy: { createdAt: 'desc' },
        take: 3,
      }),
    },
    popular: [],
    deadlines: nextDeadlines(rows.filter(({ shown }) => shown !== 'ineligible' && shown !== 'expired')),
  };
}

function nextDeadlines(rows: PolicyRowData[]): Home['deadlines'] {
  return rows
    .flatMap(({ id, title, deadline }) => (deadline ? [{ id, title, ...deadline }] : []))
    .sort((a, b) => a.daysLeft - b.daysLeft)
    .slice(0, 3);
}
