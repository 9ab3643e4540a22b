import { json, type LoaderFunctionArgs } from '@remix-run/node';

/** GET /api/v1/status: how much is indexed, what waits, and which models are at work. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { search, db, chat, now } = context.services;
  // What is due: work that is planned for tonight is nothing to wait for.
  const jobsPending = await db.job.count({
    where: { OR: [{ state: 'running' }, { state: 'waiting', runAt: { lte: now() } }] },
  });
  const model = chat.current();
  return json(
    { ...search.status(), jobsPending, chatModel: model.state === 'ready' ? model.model : null },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}
