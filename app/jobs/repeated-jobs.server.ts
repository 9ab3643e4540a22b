import type { Services } from '~/app/services.server';
import { escalateQuestions, escalateQuestionsJob } from '~/knowledge/helpdesk/escalate-questions.server';
import type { RepeatedJob } from '~/prisma/jobs/repeat-job.server';

const minute = 60_000;

/** What the platform does by itself again and again. */
export function repeatedJobs(services: Services): RepeatedJob[] {
  return [
    {
      kind: escalateQuestionsJob,
      everyMs: 15 * minute,
      work: async () => {
        await escalateQuestions(services);
      },
    },
  ];
}
