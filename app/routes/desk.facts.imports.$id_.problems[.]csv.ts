import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { sayProblem } from '~/app/words/say-problem';
import { translator } from '~/app/words/translator';
import { getFactImport, listImportProblems } from '~/knowledge/enterprises/imports/get-fact-import.server';

/** Every row and cell that couldn't be taken, as CSV with a byte order mark, as Excel wants it. */
export function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'designer');
    const { db } = context.services;
    const { id } = await getFactImport(db, reader, params.id ?? '');
    const problems = await listImportProblems(db, id, 10_000);
    const locale = localeOf(request);
    const t = translator(locale);
    const lines = [
      ['row', 'column', 'cell', 'problem'].map((name) => t(`factdesk.problems.${name}`)),
      ...problems.map((one) => [one.row, one.column, one.cell, sayProblem(locale, one.problem)]),
    ];
    const csv = lines.map((cells) => cells.map((cell) => quoted(String(cell))).join(',')).join('\r\n');
    return new Response(`\ufeff${csv}\r\n`, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="problems.csv"',
        'Cache-Control': 'no-store',
      },
    });
  });
}

/** Quoted, and never a formula where it is opened (CWE-1236). */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
