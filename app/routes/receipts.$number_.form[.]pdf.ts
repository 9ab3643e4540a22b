import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { verifyUrlOf } from '~/app/forms/cases/verify-url.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requirePerson } from '~/app/session/require-reader.server';
import { formPdf } from '~/forms/print/form-pdf.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';

/** The filled form in its own layout, to print. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const reader = await requirePerson(request, context);
  const deps = formsDeps(context, request);
  const receipt = await orErrorPage(() => getReceipt(deps, reader, params.number ?? ''));
  const verifyUrl = verifyUrlOf(context, request, receipt.code);
  const pdf = await formPdf(deps.db, receipt, { locale: deps.locale, verifyUrl });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="form-${receipt.number}.pdf"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
