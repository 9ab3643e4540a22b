import { proposeChange } from '~/knowledge/evaluation/gate/propose-change.server';
import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { searchSettingsPayload } from './change-search-settings.server';
import type { SearchSettings } from './search-settings';

/**
 * Proposes other settings of search to the gate; only those named change. They hold for the whole city, so
 * administrators alone may (`AccessDeniedError`); `InvalidInputError` when nothing is named or a value can't be.
 */
export async function proposeSearchSettings(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  settings: Partial<SearchSettings>,
): Promise<{ changeId: string }> {
  if (!hasRole(reader, 'administrator')) throw new AccessDeniedError('change-search-settings');
  const payload = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  if (Object.keys(payload).length === 0)
    throw new InvalidInputError({ settings: '对比设置与现行设置相同，请先改一项再采用' });
  const parsed = searchSettingsPayload.safeParse(payload);
  if (!parsed.success)
    throw new InvalidInputError({ settings: `检索设置超出范围：${String(parsed.error.issues[0]?.path[0])}` });
  const named = Object.entries(payload).map(([key, value]) => `${key} ${String(value)}`);
  return deps.db.$transaction((tx) =>
    proposeChange(tx, {
      kind: 'search-settings',
      title: `检索设置：${named.join('，')}`,
      payload,
      departmentId: null,
      reader,
      now: deps.now(),
    }),
  );
}
