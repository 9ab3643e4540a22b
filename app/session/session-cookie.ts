export const sessionCookieName = 'hq_session';

/** The session's token in a Cookie header; null when there is none that could be one. */
export function readSessionToken(cookieHeader: string | null): string | null {
  for (const part of cookieHeader?.split(';') ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === sessionCookieName && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return null;
}

/** A Set-Cookie value: out of reach for scripts, not sent with cross-site POSTs. `secure` when people come by https. */
export function writeSessionCookie(
  token: string,
  options: { secure: boolean; maxAgeSeconds: number },
): string {
  const secure = options.secure ? '; Secure' : '';
  return `${sessionCookieName}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${options.maxAgeSeconds}${secure}`;
}

/** A Set-Cookie value that takes the cookie away. */
export function clearSessionCookie(options: { secure: boolean }): string {
  return writeSessionCookie('', { ...options, maxAgeSeconds: 0 });
}
