import { tellLine } from '~/app/policies/tell-line.server';
import { offerPlaces } from '~/knowledge/policies/quota/offer-places.server';
import { tellGrant } from '~/app/grants/tell-grant.server';
import { settleGrants } from '~/knowledge/policies/grants/settle-grants.server';
import { tellPerson } from '~/app/people/tell-person.server';
import type { Services } from '~/app/services.server';
import { checkFiledValues } from '~/forms/prefill/check-later.server';
import { clusterQuestions, clusterQuestionsJob } from '~/knowledge/helpdesk/cluster-questions.server';
import { proposeTurningPoints } from '~/knowledge/evaluation/gate/calendar-change.server';
import { keepBaseline, keepBaselineJob } from '~/knowledge/evaluation/runs/keep-baseline.server';
import { watchDocuments, watchDocumentsJob } from '~/knowledge/documents/life/watch-documents.server';
import { escalateQuestions, escalateQuestionsJob } from '~/knowledge/helpdesk/escalate-questions.server';
import { sumFigures, sumFiguresJob } from '~/knowledge/helpdesk/figures/sum-figures.server';
import { reviewFaqs, reviewFaqsJob } from '~/knowledge/helpdesk/review-faqs.server';
import { exportsDir } from '~/forms/exports/export-file.server';
import { expireExports } from '~/forms/exports/remove-export.server';
import { watchCases, watchCasesJob } from '~/forms/cases/watch-cases.server';
import { forgetImportFiles } from '~/knowledge/documents/import-runs/forget-files.server';
import { scanFiles } from '~/forms/submission/scan-files.server';
import { sweepUploads } from '~/forms/upload/sweep-uploads.server';
import { sweepFiles } from '~/prisma/files/sweep-files.server';
import { announceFacts } from '~/knowledge/enterprises/announce-facts.server';
import { askReceipts } from '~/prisma/outbox/ask-receipts.server';
import { askDueSources } from '~/knowledge/enterprises/sources/ask-source.server';
import {
  remindOfDeadlines,
  remindOfDeadlinesJob,
} from '~/knowledge/policies/opportunities/remind-of-deadlines.server';
import { remindOfWaiting, remindOfWaitingJob } from '~/app/notices/remind-of-waiting.server';
import { tellReminder } from '~/app/opportunities/tell-reminder.server';
import { keepAnswers, learnAnswersJob } from '~/knowledge/policies/answers/keep-answers.server';
import { clearOldRows } from './clear-old-rows.server';
import { scanDeps } from './scan-deps.server';
import { receiptDependencies } from './send-messages.server';
import type { RepeatedJob } from '~/prisma/jobs/repeat-job.server';

const minute = 60_000;

/** What the platform does by itself again and again. */
export function repeatedJobs(services: Services): RepeatedJob[] {
  // Once: its channels keep their access tokens.
  const receipts = receiptDependencies(services);
  return [
    {
      kind: escalateQuestionsJob,
      everyMs: 15 * minute,
      work: async () => {
        await escalateQuestions(services);
      },
    },
    {
      // Once an hour finds the city's new day early; each turning point is told once.
      kind: watchDocumentsJob,
      everyMs: 60 * minute,
      work: async () => {
        await watchDocuments({ ...services, tell: tellPerson });
      },
    },
    {
      // What a scanner that was down has not seen yet waits in quarantine until it is back.
      kind: 'scan-waiting-files',
      everyMs: minute,
      work: async () => {
        await scanFiles(scanDeps(services));
      },
    },
    {
      // Once an hour finds a new day early; each case is told of once for a due day.
      kind: watchCasesJob,
      everyMs: 60 * minute,
      work: async (signal) => {
        await watchCases(services, signal);
      },
    },
    {
      // What an import was refused for is kept for a while, to be tried again; then its bytes go.
      kind: 'sweep-files',
      everyMs: 24 * 60 * minute,
      work: async (signal) => {
        const deps = { ...services, filesDir: services.settings.filesDir };
        await forgetImportFiles(deps);
        await expireExports({
          ...services,
          exportsDir: exportsDir(services.settings),
          keptDays: services.settings.EXPORT_KEPT_DAYS,
        });
        await sweepUploads(deps);
        await sweepFiles(deps, signal);
      },
    },
    {
      // 钉钉 answers before it delivers, and tells for a day what became of it.
      kind: 'ask-receipts',
      everyMs: minute,
      work: async (signal) => {
        await askReceipts(receipts, signal);
      },
    },
    {
      // What the platform wrote for itself goes after its time: docs/decisions/039 says which, and what stays.
      kind: 'clear-old-rows',
      everyMs: 24 * 60 * minute,
      work: async (signal) => {
        await clearOldRows(services, signal);
      },
    },
    {
      // What turns tomorrow is replayed today, and what turned while the server was off, as soon as it is back.
      kind: 'watch-turning-points',
      everyMs: 60 * minute,
      work: async () => {
        await proposeTurningPoints(services);
      },
    },
    {
      // A server that has just been started has better things to do; one that is at it needs no second.
      kind: keepBaselineJob,
      everyMs: 2 * minute,
      work: async (signal, id) => {
        const others = { kind: keepBaselineJob, state: 'running', id: { not: id } };
        if (process.uptime() < 60 || (await services.db.job.count({ where: others })) > 0) return;
        await keepBaseline({ ...services, tell: tellPerson }, { id, signal });
      },
    },
    {
      // A source that ended takes its FAQ out within this time; its term does so by itself on the day.
      kind: reviewFaqsJob,
      everyMs: minute,
      work: async () => {
        await reviewFaqs(services);
      },
    },
    {
      // What was filed while a source was silent is checked soon after it speaks again.
      kind: 'check-filed-values',
      everyMs: 5 * minute,
      work: async (signal) => {
        await checkFiledValues(services, signal);
      },
    },
    {
      // Facts announce themselves; a day and a version that takes effect don't.
      kind: 'watch-opportunities',
      everyMs: minute,
      work: async () => {
        await announceFacts(services.db);
      },
    },
    {
      // What firms would answer moves slowly; without a new fact nothing is read.
      kind: learnAnswersJob,
      everyMs: 10 * minute,
      work: async () => {
        await keepAnswers(services);
      },
    },
    {
      kind: remindOfDeadlinesJob,
      everyMs: 60 * minute,
      work: async () => {
        await remindOfDeadlines({ ...services, tell: tellReminder });
      },
    },
    {
      // Drafts, returned cases and missing facts that nobody looked after for some days; each once.
      kind: remindOfWaitingJob,
      everyMs: 60 * minute,
      work: async (signal) => {
        await remindOfWaiting(services, signal);
      },
    },
    {
      // What is past its objections period is granted the morning after, and what was dismissed later, soon after.
      kind: 'settle-grants',
      everyMs: 5 * minute,
      work: async (signal) => {
        await settleGrants({ ...services, tell: tellGrant }, signal);
      },
    },
    {
      // Whoever waits for a place hears of it within a minute, whatever freed it: a case, a version, a day.
      kind: 'offer-places',
      everyMs: minute,
      work: async (signal) => {
        await offerPlaces({ ...services, tell: tellLine }, signal);
      },
    },
    {
      kind: 'ask-fact-sources',
      everyMs: 5 * minute,
      work: async (signal) => {
        await askDueSources({ ...services, filesDir: services.settings.filesDir }, signal);
      },
    },
    {
      kind: clusterQuestionsJob,
      everyMs: minute,
      work: async (signal) => {
        await clusterQuestions(services, signal);
      },
    },
    {
      // Only days that are over: today is counted as it is looked at.
      kind: sumFiguresJob,
      everyMs: 5 * minute,
      work: async (signal) => {
        await sumFigures(services, signal);
      },
    },
  ];
}
