import { PassThrough } from 'node:stream';

import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { createInstance } from 'i18next';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider, initReactI18next } from 'react-i18next';

import { i18nextOptions } from '~/app/words/merge-words';

import { NonceContext } from './frame/use-nonce';
import { readPreferences } from './i18n/preferences';

/** A page that isn't complete by then is cut off. */
export const streamTimeout = 10_000;

export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, services, requestId }: AppLoadContext,
) {
  const i18next = createInstance();
  const { locale } = readPreferences(request);
  await i18next.use(initReactI18next).init({ ...i18nextOptions, lng: locale, react: { useSuspense: false } });
  const waitFor = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady';

  return new Promise<Response>((resolve, reject) => {
    let shellSent = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <I18nextProvider i18n={i18next}>
          <RemixServer context={remixContext} url={request.url} nonce={nonce} />
        </I18nextProvider>
      </NonceContext.Provider>,
      {
        nonce,
        [waitFor]() {
          shellSent = true;
          const body = new PassThrough();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          status = 500;
          if (shellSent) services.log.error({ err: error, requestId }, 'a page failed while streaming');
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000);
  });
}

/** Errors of loaders and actions that are bugs (a thrown Response is not): logged with the request's number. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
) {
  // Addresses that don't exist are no fault of ours.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  context.services.log.error(
    { err: error, requestId: context.requestId, url: request.url },
    'a request failed',
  );
}
