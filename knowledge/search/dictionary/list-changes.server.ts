import type { ChangeState } from '~/knowledge/evaluation/gate/change-kinds';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** A change of the dictionary on its way through the gate. */
export interface DictionaryChangeItem {
  id: string;
  title: string;
  state: ChangeState;
  createdAt: Date;
  /** Whether it can be taken back from the dictionary's page. */
  canUndo: boolean;
}

/** The last changes of the reader's departments and of the city, the newest first; for administrators all. */
export async function listDictionaryChanges(
  db: Db,
  reader: Reader,
  most = 5,
): Promise<DictionaryChangeItem[]> {
  const isAdministrator = hasRole(reader, 'administrator');
  const rows = await db.knowledgeChange.findMany({
    where: {
      kind: 'dictionary',
      ...(!isAdministrator && {
        OR: [{ departmentId: null }, { departmentId: { in: departmentsOf(reader) } }],
      }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
    select: { id: true, title: true, state: true, createdAt: true, undo: true, departmentId: true },
  });
  return rows.map(({ undo, departmentId, ...row }) => ({
    ...row,
    state: row.state as ChangeState,
    canUndo:
      row.state === 'published' &&
      undo !== null &&
      (isAdministrator || (departmentId !== null && departmentsOf(reader).includes(departmentId))),
  }));
}
