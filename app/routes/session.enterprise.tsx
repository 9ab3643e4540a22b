import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { readForm } from '~/app/people/read-form';
import { chooseEnterprise } from '~/app/session/choose-enterprise.server';
import { ownPath } from '~/app/session/own-path';
import { requirePerson } from '~/app/session/require-reader.server';
import { readSessionToken } from '~/app/session/session-cookie';

/** Switches the firm that the person acts for, then goes back. */
export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    const { enterpriseId = '', next } = readForm(await request.formData());
    const token = readSessionToken(request.headers.get('cookie')) ?? '';
    await chooseEnterprise(context.services.db, reader, token, enterpriseId);
    return redirect(ownPath(next));
  });
}

export function loader() {
  return redirect('/');
}
