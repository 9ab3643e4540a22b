import type { Locale } from '~/app/words/merge-words';

/** How a reader wants the pages: kept in a cookie that is no secret and needs no session. */
export interface Preferences {
  locale: Locale;
  elder: boolean;
  /** How forms are filled: a question a screen or all on one page; unset until the reader chooses. */
  fill?: 'one' | 'page';
}

const cookieName = 'hq_preferences';

/** Reads the cookie header; anything unknown means Chinese and the standard view. `?lng=en` wins for one page. */
export function readPreferences(request: Request): Preferences {
  const header = request.headers.get('cookie') ?? '';
  const value = /(?:^|;\s*)hq_preferences=([^;]*)/.exec(header)?.[1] ?? '';
  const parts = new Set(value.split('.'));
  const asked = new URL(request.url).searchParams.get('lng');
  const english = asked === 'en' || (asked !== 'zh-CN' && parts.has('en'));
  const fill = (['one', 'page'] as const).find((way) => parts.has(`fill-${way}`));
  return { locale: english ? 'en' : 'zh-CN', elder: parts.has('elder'), ...(fill && { fill }) };
}

/** The Set-Cookie header that keeps the preferences for a year. */
export function preferencesCookie({ locale, elder, fill }: Preferences): string {
  const value = [locale, ...(elder ? ['elder'] : []), ...(fill ? [`fill-${fill}`] : [])].join('.');
  return `${cookieName}=${value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}
