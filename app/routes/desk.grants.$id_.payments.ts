import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { translator } from '~/app/words/translator';
import { writeWorkbook } from '~/knowledge/documents/write-workbook.server';
import { toCsv } from '~/knowledge/helpdesk/insight-figures';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { exportBatch } from '~/knowledge/policies/grants/export-batch.server';
import { paymentRows } from '~/knowledge/policies/grants/payment-rows';

const amountColumn = 3;

/** What a final batch pays, as CSV or XLSX; with bank accounts for who may see them. */
export function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...policyDeskRoles);
    const search = new URL(request.url).searchParams;
    const format = search.get('format') === 'xlsx' ? 'xlsx' : 'csv';
    const withAccounts = search.get('accounts') === '1';
    const input = { batchId: params.id ?? '', withAccounts, format } as const;
    const { number, payments } = await exportBatch(context.services, reader, input);
    const t = translator(localeOf(request));
    const rows = paymentRows(
      payments,
      {
        ...{ number: t('grants.payment.number'), name: t('grants.payment.name') },
        ...{ creditCode: t('grants.payment.credit-code'), yuan: t('grants.payment.yuan') },
        ...{ bank: t('grants.payment.bank'), account: t('grants.payment.account') },
        ...{ accountSource: t('grants.payment.account-source'), total: t('grants.payment.total') },
        noAccount: t('grants.payment.no-account'),
      },
      { withAccounts },
    );
    const isCsv = format === 'csv';
    const body = isCsv ? toCsv(rows) : await writeWorkbook(number, rows, { numbers: [amountColumn] });
    return new Response(body, {
      headers: {
        'Content-Type': isCsv
          ? 'text/csv; charset=utf-8'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'Content-Disposition': `attachment; filename="${number}.${format}"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
