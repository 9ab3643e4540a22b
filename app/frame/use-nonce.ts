import { createContext, useContext } from 'react';

/** The request's Content-Security-Policy nonce, while rendering on the server; browsers hide it, so undefined there. */
export const NonceContext = createContext<string | undefined>(undefined);

export function useNonce(): string | undefined {
  return useContext(NonceContext);
}
