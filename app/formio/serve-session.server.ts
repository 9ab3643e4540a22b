import { clientAddress } from '~/app/session/client-address.server';
import { signIn } from '~/app/session/sign-in.server';
import { endSession } from '~/app/session/start-session.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { listVisibleForms } from '~/forms/definition/list-visible-forms.server';

import { readJson, type FormioHandler } from './formio-request.server';
import type { FormioRoute } from './formio-routes';
import { loginBodySchema } from './login-body';
import { readFormioReader, requireKnown, tokenHeader } from './read-formio-reader.server';
import { showForm } from './show-form';

/** Signs in by `{data: {email, password}}`; `email` may be the login name. The token comes in x-jwt-token. */
export const login: FormioHandler<FormioRoute> = async ({ request, context }) => {
  const parsed = loginBodySchema.safeParse(await readJson(request));
  const name = parsed.success
    ? (parsed.data.data.email ?? parsed.data.data.login ?? parsed.data.data.username)
    : undefined;
  if (!parsed.success || !name) throw new InvalidInputError({ 'data.email': 'data.email, data.password' });
  const { db, now } = context.services;
  const outcome = await signIn(
    { db, now: now() },
    { login: name, password: parsed.data.data.password, address: clientAddress(context), formerToken: null },
  );
  if (outcome.outcome === 'blocked') {
    const seconds = Math.max(1, Math.ceil((outcome.until.valueOf() - now().valueOf()) / 1_000));
    return Response.json(
      { name: 'TooManyAttempts', status: 429, code: 'too-many-requests' },
      { status: 429, headers: { 'Retry-After': String(seconds) } },
    );
  }
  // form.io's own words: its clients show them as they are.
  if (outcome.outcome === 'refused') return Response.json('User or password was incorrect', { status: 401 });
  const headers = new Headers({ [tokenHeader]: outcome.token });
  const reader = await readFormioReader(new Request(request.url, { headers }), context);
  return Response.json(await showUser(db, reader), { headers });
};

/** Who the token stands for. */
export const current: FormioHandler<FormioRoute> = async ({ reader, context }) =>
  Response.json(await showUser(context.services.db, requireKnown(reader)));

/** Ends the session of the token. */
export const logout: FormioHandler<FormioRoute> = async ({ request, context }) => {
  const token = request.headers.get(tokenHeader);
  if (token) await endSession(context.services.db, token);
  return Response.json({}, { headers: { [tokenHeader]: '' } });
};

const roles = [
  { _id: 'administrator', title: 'Administrator', admin: true, default: false },
  { _id: 'designer', title: 'Designer', admin: false, default: false },
  { _id: 'reviewer', title: 'Reviewer', admin: false, default: false },
  { _id: 'member', title: 'Member', admin: false, default: false },
  { _id: 'anonymous', title: 'Anonymous', admin: false, default: true },
];

/** The roles, and the forms that the caller may see. */
export const access: FormioHandler<FormioRoute> = async ({ deps, reader }) => {
  const forms = await listVisibleForms(deps, reader);
  return Response.json({
    roles: Object.fromEntries(roles.map((role) => [role._id, role])),
    forms: Object.fromEntries(forms.map((form) => [form.path, showForm(form)])),
  });
};

export const listRoles: FormioHandler<FormioRoute> = () => Promise.resolve(Response.json(roles));

async function showUser(db: Db, reader: Reader): Promise<Record<string, unknown>> {
  const person = reader.personId
    ? await db.person.findUnique({
        where: { id: reader.personId },
        select: { loginName: true, name: true, email: true, createdAt: true },
      })
    : null;
  return {
    _id: reader.personId ?? reader.keyId,
    owner: reader.personId ?? reader.keyId,
    form: 'user',
    roles: rolesOf(reader),
    ...(person && { created: person.createdAt.toISOString() }),
    data: {
      login: person?.loginName ?? null,
      name: person?.name ?? reader.name,
      email: person?.email ?? null,
    },
    metadata: {
      enterpriseId: reader.enterpriseId,
      enterpriseIds: reader.enterpriseIds,
      designs: departmentsOf(reader, 'designer'),
      reviews: departmentsOf(reader, 'reviewer'),
    },
  };
}

function rolesOf(reader: Reader): string[] {
  const staff = (['administrator', 'designer', 'reviewer'] as const).filter((role) => hasRole(reader, role));
  return [...staff, ...(reader.enterpriseIds.length > 0 ? ['member'] : [])];
}
