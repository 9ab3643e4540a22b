import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { verifyUrlOf } from '~/app/forms/cases/verify-url.server';
import { requirePerson } from '~/app/session/require-reader.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { receiptPdf } from '~/forms/submission/receipt-pdf.server';

/** The receipt as a PDF. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const reader = await requirePerson(request, context);
  const deps = formsDeps(context, request);
  // The address ends in .pdf, which the parameter may or may not hold.
  const number = (params.number ?? '').replace(/\.pdf$/, '');
  const receipt = await orErrorPage(() => getReceipt(deps, reader, number));
  const pdf = await receiptPdf(receipt, deps.locale, verifyUrlOf(context, request, receipt.code));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="receipt-${receipt.number}.pdf"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  });
}
