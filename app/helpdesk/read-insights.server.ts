import type { AppLoadContext } from '@remix-run/node';

import { getInsights, insightPeriods } from '~/knowledge/helpdesk/get-insights.server';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';

/** The figures that an address asks for, within the reader's rights: the own departments, or the whole city. */
export async function readInsights(
  services: AppLoadContext['services'],
  reader: Reader,
  query: URLSearchParams,
) {
  const days = insightPeriods.find((period) => String(period) === query.get('days')) ?? 30;
  const isAdministrator = hasRole(reader, 'administrator');
  const departments = await services.db.department.findMany({
    where: isAdministrator ? {} : { id: { in: departmentsOf(reader) } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const departmentId = departments.find(({ id }) => id === query.get('department'))?.id ?? null;
  return {
    days,
    departmentId,
    departments,
    figures: getInsights(services, reader, { days, departmentId }),
  };
}
