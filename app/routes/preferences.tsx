import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { preferencesCookie, readPreferences } from '~/app/i18n/preferences';
import { ownPath } from '~/app/session/own-path';

/** Keeps the view (长辈版), the language and the way of filling forms, then goes back to where the reader was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const now = readPreferences(request);
  const next = form.get('next');
  const elder = form.get('elder');
  const locale = form.get('locale');
  const fill = form.get('fill');
  const way = fill === 'one' || fill === 'page' ? fill : now.fill;
  const chosen = {
    elder: elder === null ? now.elder : elder === 'on',
    locale: locale === 'en' || locale === 'zh-CN' ? locale : now.locale,
    ...(way && { fill: way }),
  };
  return redirect(ownPath(typeof next === 'string' ? next : null), {
    headers: { 'Set-Cookie': preferencesCookie(chosen) },
  });
}

export function loader() {
  return redirect('/');
}
