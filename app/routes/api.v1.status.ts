import { json, type LoaderFunctionArgs } from '@remix-run/node';

/** GET /api/v1/status: how much is indexed, what waits, and which models are at work. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { search, db, chat } = context.services;
  const jobsPending = await db.job.count({ where: { state: { in: ['waiting', 'running'] } } });
  const model = chat.current();
  return json(
    { ...search.status(), jobsPending, chatModel: model.state === 'ready' ? model.model : null },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}
