import type { FormDefinition } from '~/forms/definition/form-definition';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import { valueText } from '~/forms/submission/list-fields';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import type { FieldDispute, Provenance } from './field-provenance';
import { fitValue } from './fit-value';

/** The firm's newest dispute of each value that the draft holds, by path. The right to the draft is the caller's to check. */
export async function listFieldDisputes(
  db: Db,
  draft: { enterpriseId: string; provenance: Provenance; definition: FormDefinition },
): Promise<Record<string, FieldDispute>> {
  const rows = await db.factDispute.findMany({
    where: { enterpriseId: draft.enterpriseId, state: { in: ['open', 'upheld', 'refused'] } },
    orderBy: { createdAt: 'desc' },
  });
  if (rows.length === 0) return {};
  const components = new Map(
    walkFields(draft.definition.components).map((field) => [field.path, field.component]),
  );
  const disputes: Record<string, FieldDispute> = {};
  for (const [path, { fact, period }] of Object.entries(draft.provenance)) {
    const component = components.get(fieldPathOf(path));
    const row = rows.find(({ key, period: of }) => key === fact && of === (period ?? ''));
    if (!row || !component) continue;
    const fitted = fitValue(component, row.claimedValue);
    disputes[path] = {
      state: row.state as FieldDispute['state'],
      claimedText: fitted.fits ? valueText(component, fitted.value) : plain(row.claimedValue),
      reason: row.reason,
      on: cityDate(row.createdAt),
      decision: row.decision,
    };
  }
  return disputes;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
