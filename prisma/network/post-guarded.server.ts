import { lookup as resolveName, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address.server';

/** An address that people entered resolves to where they may not reach. */
export class ForbiddenAddressError extends Error {}

/** Nobody answered in time. */
export class PostTimeoutError extends Error {}

export interface PostAnswer {
  status: number;
  retryAfter: string | undefined;
  /** The beginning of what was answered. */
  text: string;
}

/** Finds a name's addresses: Node's own, or a test's. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const mostAnswerBytes = 2_000;

const resolveAll: Resolve = (name, done) => resolveName(name, { all: true }, done);

/**
 * Posts to an address that a person entered. The name is resolved once, each of its addresses is checked, and the
 * connection goes to one of those that were checked: a name that answers otherwise a second time reaches nothing.
 * Redirects aren't followed. Throws `ForbiddenAddressError`, `PostTimeoutError`, or the network's error.
 */
export function postGuarded(
  address: string,
  request: { headers: Record<string, string>; body: string },
  options: { allowPrivate: boolean; signal: AbortSignal; timeoutMs: number; resolve?: Resolve },
): Promise<PostAnswer> {
  const { allowPrivate, signal, timeoutMs, resolve = resolveAll } = options;
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host))))
    return Promise.reject(new ForbiddenAddressError(host));
  return new Promise((fulfil, reject) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const sending = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      headers: { ...request.headers, 'Content-Length': Buffer.byteLength(request.body) },
      // A connection of its own: none is kept whose address was checked another time.
      agent: false,
      lookup: guardedLookup(resolve, allowPrivate),
      signal: AbortSignal.any([signal, timeout]),
    });
    const fail = (error: Error) =>
      reject(timeout.aborted && !signal.aborted ? new PostTimeoutError(`${timeoutMs / 1000} s`) : error);
    sending.on('error', fail);
    sending.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const settle = () =>
        fulfil({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          text: Buffer.concat(chunks).subarray(0, mostAnswerBytes).toString('utf8'),
        });
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < mostAnswerBytes) return;
        settle();
        response.destroy();
      });
      response.on('end', settle);
      response.on('error', fail);
    });
    sending.end(request.body);
  });
}

function guardedLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (name, { all }, done) => {
    resolve(name, (error, addresses) => {
      if (error) return done(error, '');
      const forbidden = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (!first || (forbidden && !allowPrivate)) return done(new ForbiddenAddressError(name), '');
      if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
