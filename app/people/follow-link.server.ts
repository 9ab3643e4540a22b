import type { Reader } from '~/prisma/access/reader';

import { acceptInvitation } from './accept-invitation.server';
import type { FieldErrors } from './field-errors';
import { becomeFirstAdministrator } from './first-administrator.server';
import { findOneTimeLink, type LinkPurpose } from './one-time-link.server';
import type { PeopleDeps } from './people-deps.server';
import { personInputSchema } from './person-input';
import { setPasswordByLink } from './set-password.server';

/** What a link's page says before anything is done; null for a link that opens nothing (any more). */
export async function describeLink({ db, now }: PeopleDeps, token: string) {
  const link = await findOneTimeLink(db, token, now());
  if (!link) return null;
  const enterprise = link.enterpriseId
    ? await db.enterprise.findUnique({ where: { id: link.enterpriseId }, select: { name: true } })
    : null;
  const person = link.personId
    ? await db.person.findUnique({ where: { id: link.personId }, select: { name: true } })
    : null;
  return {
    purpose: link.purpose as LinkPurpose,
    enterpriseName: enterprise?.name ?? '',
    personName: person?.name ?? '',
  };
}

export type FollowOutcome =
  | { outcome: 'password-set' }
  | { outcome: 'entered'; personId: string; next: string }
  | { outcome: 'invalid'; errors: FieldErrors }
  | { outcome: 'link-dead' };

/** Does what the link is for, with what was typed. */
export async function followLink(
  deps: PeopleDeps,
  reader: Reader,
  token: string,
  typed: Partial<Record<string, string>>,
): Promise<FollowOutcome> {
  const link = await findOneTimeLink(deps.db, token, deps.now());
  const password = (typed.password ?? '').slice(0, 500);
  if (link?.purpose === 'reset-password') {
    const done = await setPasswordByLink(deps, token, password);
    return done.outcome === 'set' ? { outcome: 'password-set' } : done;
  }
  if (link?.purpose === 'invitation') {
    const person = reader.kind === 'person' ? null : { ...personInputSchema.parse(typed), password };
    const done = await acceptInvitation(deps, reader, token, person);
    return done.outcome === 'accepted' ? { outcome: 'entered', personId: done.personId, next: '/' } : done;
  }
  if (link?.purpose === 'first-administrator') {
    const done = await becomeFirstAdministrator(deps, token, { ...personInputSchema.parse(typed), password });
    return done.outcome === 'created'
      ? { outcome: 'entered', personId: done.personId, next: '/desk/people' }
      : done;
  }
  return { outcome: 'link-dead' };
}
