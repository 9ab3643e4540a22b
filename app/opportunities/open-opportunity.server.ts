import type { Services } from '~/app/services.server';
import { chooseEnterprise } from '~/app/session/choose-enterprise.server';
import { readSessionToken } from '~/app/session/session-cookie';
import { seeOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

/**
 * Notes that the firm saw its opportunity and says where to go on: the filled form, or the policy's page where there is
 * none. A person of several firms acts for this one from now on. Throws NotFoundError without the right.
 */
export async function openOpportunity(
  request: Request,
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  id: string,
): Promise<string> {
  const { db, now } = services;
  const { enterpriseId, policyId } = await seeOpportunity(services, reader, id);
  const token = readSessionToken(request.headers.get('cookie'));
  if (reader.enterpriseId !== enterpriseId && token !== null)
    await chooseEnterprise(db, reader, token, enterpriseId);
  const [policy] = await listPublishedPolicies(db, { at: cityDate(now()), ids: [policyId] });
  const form = policy?.formId
    ? await db.form.findFirst({
        where: { id: policy.formId, versions: { some: { state: 'published' } } },
        select: { path: true },
      })
    : null;
  return form ? `/apply/${form.path}?policy=${encodeURIComponent(policyId)}` : `/policies/${policyId}`;
}
