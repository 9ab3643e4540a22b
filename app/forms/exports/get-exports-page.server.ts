import { cityTime } from '~/app/people/city-time';
import { listExportableForms, listExports, type ExportRow } from '~/forms/exports/list-exports.server';
import type { Reader } from '~/prisma/access/reader';

import type { exportsDeps } from './exports-deps.server';

/** An export as the page shows it. */
export interface ExportItem extends Omit<ExportRow, 'createdAt' | 'finishedAt' | 'sizeBytes'> {
  createdAt: string;
  size: string;
  keptUntil: string;
}

/** The form's exports, with the forms to change to. */
export async function getExportsPage(
  deps: ReturnType<typeof exportsDeps>,
  reader: Reader,
  { formId, keptDays }: { formId: string; keptDays: number },
) {
  const [rows, forms] = await Promise.all([
    listExports(deps, reader, formId),
    listExportableForms(deps, reader),
  ]);
  return {
    formId,
    forms: forms.map(({ titleEn, ...form }) => ({
      ...form,
      title: deps.locale === 'en' ? (titleEn ?? form.title) : form.title,
    })),
    exports: rows.map(({ createdAt, finishedAt, sizeBytes, ...row }): ExportItem => ({
      ...row,
      createdAt: cityTime(createdAt),
      size: showBytes(sizeBytes ?? 0),
      keptUntil: finishedAt
        ? cityTime(new Date(finishedAt.valueOf() + keptDays * 86_400_000)).slice(0, 10)
        : '',
    })),
  };
}

function showBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}
