import type { Services } from '~/app/services.server';
import { factMappingSchema } from '~/knowledge/enterprises/imports/fact-mapping';
import { getFactImport } from '~/knowledge/enterprises/imports/get-fact-import.server';
import {
  requireFactDepartment,
  startFactImport,
} from '~/knowledge/enterprises/imports/start-fact-import.server';
import { requireMapping } from '~/knowledge/enterprises/imports/steer-fact-import.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';

import type { FactsImportAnswer, FactsImportRequest } from './facts-import-request';

/** Takes a program's rows in by a mapping. Throws AccessDeniedError, InvalidInputError by field. */
export async function importByProgram(
  services: Pick<Services, 'db' | 'now' | 'settings'>,
  reader: Reader,
  request: FactsImportRequest,
): Promise<FactsImportAnswer> {
  const { db, now, settings } = services;
  const departmentId = requireFactDepartment(reader);
  const mapping = request.mapping ?? (await keptMapping(services, departmentId, request.mappingName ?? ''));
  await requireMapping(services, departmentId, mapping);
  const importId = await startFactImport({ db, now, filesDir: settings.filesDir }, reader, {
    ...{ title: `${request.title}.json`, origin: 'api', departmentId, mapping },
    bytes: new TextEncoder().encode(JSON.stringify(request.rows)),
    ...(request.requestKey !== undefined && { requestKey: request.requestKey }),
  });
  return factsImportAnswer(services, reader, importId);
}

async function keptMapping({ db, now }: Pick<Services, 'db' | 'now'>, departmentId: string, name: string) {
  const saved = await db.factMapping.findUnique({ where: { departmentId_name: { departmentId, name } } });
  if (!saved) throw new InvalidInputError({ mappingName: `没有名为“${name}”的列对应关系` });
  return { ...factMappingSchema.parse(saved.mapping), observedOn: cityDate(now()) };
}

/** How far the import is. Throws NotFoundError for those of other departments. */
export async function factsImportAnswer(
  { db }: Pick<Services, 'db'>,
  reader: Reader,
  importId: string,
): Promise<FactsImportAnswer> {
  const view = await getFactImport(db, reader, importId);
  const { state, rows, position, problems, problemCount } = view;
  return {
    ...{ importId, rows, position, problems, problemCount },
    state: state as FactsImportAnswer['state'],
    facts: view.result?.facts ?? null,
  };
}
