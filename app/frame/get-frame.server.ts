import type { AppLoadContext } from '@remix-run/node';

import { readPreferences } from '~/app/i18n/preferences';
import { getReader } from '~/app/session/require-reader.server';
import type { HeldRole } from '~/prisma/access/reader';

/** What the header, the desk's side bar and the footer show on every page. */
export interface Frame {
  locale: 'zh-CN' | 'en';
  elder: boolean;
  sampleCity: boolean;
  person: { name: string; isStaff: boolean; roles: HeldRole['role'][]; department: string | null } | null;
  enterprise: { id: string; name: string } | null;
  enterprises: { id: string; name: string }[];
  unreadNotices: number;
  requestId: string;
}

/** Reads the frame of a page for the reader of the request. */
export async function getFrame(request: Request, context: AppLoadContext): Promise<Frame> {
  const { db, settings } = context.services;
  const reader = await getReader(request, context);
  const base = {
    ...readPreferences(request),
    sampleCity: settings.HUIQITONG_SAMPLE_CITY,
    requestId: context.requestId,
  };
  if (reader.personId === null) {
    return { ...base, person: null, enterprise: null, enterprises: [], unreadNotices: 0 };
  }
  const enterprises = await db.enterprise.findMany({
    where: { id: { in: [...reader.enterpriseIds] } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  const departmentId = reader.appointments.find((held) => held.departmentId !== null)?.departmentId;
  const department = departmentId
    ? await db.department.findUnique({ where: { id: departmentId }, select: { name: true } })
    : null;
  return {
    ...base,
    person: {
      name: reader.name ?? '',
      isStaff: reader.appointments.length > 0,
      roles: [...new Set(reader.appointments.map((held) => held.role))],
      department: department?.name ?? null,
    },
    enterprise: enterprises.find(({ id }) => id === reader.enterpriseId) ?? null,
    enterprises,
    unreadNotices: await db.notice.count({ where: { personId: reader.personId, readAt: null } }),
  };
}
