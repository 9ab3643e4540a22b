import type { ReceiptView } from './get-receipt.server';

/** The receipt as a PDF. Fonts come from the package; nothing is fetched. */
export function receiptPdf(receipt: ReceiptView, locale: 'zh-CN' | 'en' = 'zh-CN'): Promise<Buffer> {
  void receipt;
  void locale;
  return Promise.reject(new Error('not written yet'));
}
