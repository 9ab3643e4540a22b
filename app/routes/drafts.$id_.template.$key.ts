import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireMember } from '~/app/session/require-reader.server';
import { findSheetTemplate } from '~/forms/components/sheet-template';
import { getDraft } from '~/forms/submission/get-draft.server';
import { writeWorkbook } from '~/knowledge/documents/write-workbook.server';

/** The empty table that an attachment asks for, as XLSX: its columns are the form's. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const draft = await orErrorPage(() => getDraft(formsDeps(context, request), reader, params.id ?? ''));
  const template = findSheetTemplate(draft.definition.components, params.key ?? '');
  if (!template) throw new Response('', { status: 404 });
  return new Response(await writeWorkbook(template.name, [template.columns]), {
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(template.name)}.xlsx`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
