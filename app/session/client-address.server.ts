import type { AppLoadContext } from '@remix-run/node';

import { addressBlock } from './address-block';

declare module '@remix-run/node' {
  interface AppLoadContext {
    /** The sender's address as Express sees it, by TRUST_PROXY. */
    address?: string;
  }
}

/** What the tries of one sender are counted by. */
export function clientAddress(context: Pick<AppLoadContext, 'address'>): string {
  return context.address ? addressBlock(context.address) : 'unknown';
}
