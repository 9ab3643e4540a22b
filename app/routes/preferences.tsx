import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { preferencesCookie, readPreferences } from '~/app/i18n/preferences';
import { ownPath } from '~/app/session/own-path';

/** Keeps the view (长辈版) and the language, then goes back to where the reader was. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const now = readPreferences(request);
  const elder = form.get('elder');
  const locale = form.get('locale');
  const next = {
    elder: elder === null ? now.elder : elder === 'on',
    locale: locale === 'en' || locale === 'zh-CN' ? locale : now.locale,
  };
  return redirect(ownPath(String(form.get('next') ?? '')), { headers: { 'Set-Cookie': preferencesCookie(next) } });
}

export function loader() {
  return redirect('/');
}
