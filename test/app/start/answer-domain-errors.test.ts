import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from '@remix-run/node';
import { describe, expect, it } from 'vitest';

import { answerDomainErrors } from '~/app/start/answer-domain-errors';
import { NotFoundError } from '~/prisma/access/access-denied';

type Module = Record<string, unknown>;

/** The wrapped half of a route, asked; what it threw is what Remix answers. */
async function run(module: Module, half: 'loader' | 'action', request: Request): Promise<Response> {
  const build = { routes: { one: { id: 'one', module } } } as unknown as ServerBuild;
  const wrapped = answerDomainErrors(build).routes.one?.module[half];
  const args = { request, params: {}, context: {} } as unknown as LoaderFunctionArgs & ActionFunctionArgs;
  try {
    return (await wrapped?.(args)) as Response;
  } catch (error) {
    return error as Response;
  }
}

const address = 'http://localhost/api/v1/x';
const post = (body: string, type: string) =>
  new Request(address, { method: 'POST', body, headers: { 'Content-Type': type } });
const readsForm = async ({ request }: ActionFunctionArgs) => Response.json([...(await request.formData())]);

describe('a route without a page', () => {
  it('answers 405 for the half that it lacks and for methods that its action does not take', async () => {
    const missing = await run({ action: readsForm }, 'loader', new Request(address));
    expect(missing.status).toBe(405);
    expect(await missing.json()).toMatchObject({ code: 'method-not-allowed' });
    expect((await run({ loader: () => null }, 'action', post('', 'text/plain'))).status).toBe(405);
    const put = new Request(address, { method: 'DELETE' });
    expect((await run({ action: () => new Response('deleted') }, 'action', put)).status).toBe(405);
  });

  it('takes the methods that its handle names, and no others', async () => {
    const route = { action: () => new Response('saved'), handle: { methods: ['PUT'] } };
    expect((await run(route, 'action', new Request(address, { method: 'PUT' }))).status).toBe(200);
    expect((await run(route, 'action', post('', 'text/plain'))).status).toBe(405);
  });

  it('answers a domain error as a problem, a bug as itself', async () => {
    const lost = () => {
      throw new NotFoundError('document', 'd1');
    };
    expect((await run({ loader: lost }, 'loader', new Request(address))).status).toBe(404);
    const bug = () => {
      throw new TypeError('bug');
    };
    expect(await run({ loader: bug }, 'loader', new Request(address))).toBeInstanceOf(TypeError);
  });
});

describe('a form', () => {
  it('that is of another content type, or torn, is 400 and not an error of ours', async () => {
    for (const [body, type] of [
      ['{"a":1}', 'application/json'],
      ['a=1', 'text/plain'],
      ['--x\r\nContent-Disp', 'multipart/form-data; boundary=x'],
    ] as const) {
      expect((await run({ action: readsForm }, 'action', post(body, type))).status, type).toBe(400);
      expect((await run({ action: readsForm, default: () => null }, 'action', post(body, type))).status).toBe(
        400,
      );
    }
  });

  it('that is one is read', async () => {
    const answer = await run(
      { action: readsForm },
      'action',
      post('a=1', 'application/x-www-form-urlencoded'),
    );
    expect(await answer.json()).toEqual([['a', '1']]);
  });
});
