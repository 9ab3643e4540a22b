const name = 'hq_code';

/** A query code shown once: carried over the redirect in a cookie of five minutes, never in an address or the database. */
export function setFlashCode(conversationId: string, code: string, secure: boolean): string {
  const value = encodeURIComponent(JSON.stringify({ conversationId, code }));
  return `${name}=${value}; Path=/; Max-Age=300; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export const clearFlashCode = `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

/** The code in the request's cookie, if it belongs to the conversation. */
export function readFlashCode(cookie: string | null, conversationId: string): string | null {
  const value = new RegExp(`(?:^|; )${name}=([^;]+)`).exec(cookie ?? '')?.[1];
  if (!value) return null;
  try {
    const flash = JSON.parse(decodeURIComponent(value)) as { conversationId?: string; code?: string };
    return flash.conversationId === conversationId && typeof flash.code === 'string' ? flash.code : null;
  } catch {
    // Not a cookie of ours; it is overwritten by the next one.
    return null;
  }
}
