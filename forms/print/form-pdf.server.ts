import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';

import type { FormDefinition } from '~/forms/definition/form-definition';
import { followOrigins } from '~/forms/paper/follow-origins';
import type { DraftedField } from '~/forms/paper/paper-draft';
import type { ReceiptView } from '~/forms/submission/get-receipt.server';
import { showVerifyCode } from '~/forms/submission/verify-code';
import { fieldWords } from '~/forms/words/field-words';
import { say, type FormLocale } from '~/forms/words/say';
import type { PaperForm } from '~/knowledge/documents/paper/paper-form';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { formTables } from './form-tables';
import { makePdf } from './make-pdf.server';
import { paperTables } from './paper-tables';

/**
 * The filled form on paper, in its own order: as the department's printed form where it was made from one, else as
 * tables. The right to the receipt is the caller's to check. `verifyUrl` goes into a QR code.
 */
export async function formPdf(
  db: Db,
  receipt: ReceiptView,
  { locale = 'zh-CN', verifyUrl }: { locale?: FormLocale; verifyUrl: string | null },
): Promise<Buffer> {
  const submission = await db.submission.findUniqueOrThrow({
    where: { id: receipt.submissionId },
    select: {
      data: true,
      formVersion: { select: { definition: true, form: { select: { paper: true } } } },
    },
  });
  const { components } = submission.formVersion.definition as unknown as FormDefinition;
  const data = submission.data as Record<string, unknown>;
  const words = fieldWords(locale);
  const kept = submission.formVersion.form.paper;
  if (!kept)
    return makePdf(formDocument(receipt, formTables(components, data, words), { locale, verifyUrl }));
  const { fields: drafted } = kept.origins as unknown as { fields: DraftedField[] };
  const fields = followOrigins(drafted, components);
  const paper = kept.paper as unknown as PaperForm;
  const { content, rest } = paperTables({ paper, fields, components, data, words });
  const others = formTables(onlyKeys(components, rest), data, words);
  const more: Content[] =
    others.length === 0
      ? []
      : [{ text: say(locale, 'forms.print.more'), bold: true, margin: [0, 12, 0, 4] }, ...others];
  return makePdf(formDocument(receipt, [...content, ...more], { locale, verifyUrl, isPaper: true }));
}

function formDocument(
  receipt: ReceiptView,
  content: Content[],
  { locale, verifyUrl, isPaper = false }: { locale: FormLocale; verifyUrl: string | null; isPaper?: boolean },
): TDocumentDefinitions {
  const t = (key: string, params?: Record<string, string | number>) =>
    say(locale, `forms.print.${key}`, params);
  const title = locale === 'en' && receipt.titleEn ? receipt.titleEn : receipt.title;
  const date = cityDate(receipt.issuedAt);
  return {
    pageSize: 'A4',
    pageMargins: [48, 48, 48, 56],
    info: { title: `${title} ${receipt.number}`, creator: '惠企通', producer: '惠企通' },
    defaultStyle: { font: 'NotoSansSC', fontSize: 9.5, lineHeight: 1.25 },
    // A section's name never stands alone at the foot of a page.
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
    footer: (page, pages) => ({
      text: `${receipt.number} · ${say(locale, 'forms.pdf.page', { page, pages })}`,
      alignment: 'center',
      fontSize: 8,
      margin: [0, 16, 0, 0],
    }),
    content: [
      ...(isPaper ? [] : [{ text: title, bold: true, fontSize: 16, alignment: 'center' as const }]),
      {
        text: t('line', { number: receipt.number, case: receipt.caseNumber, date }),
        fontSize: 8.5,
        alignment: 'right',
        margin: [0, 4, 0, 4],
      },
      ...content,
      {
        unbreakable: true,
        margin: [0, 18, 0, 0],
        columns: [
          {
            width: '*',
            stack: [
              { text: t('firm', { name: receipt.enterpriseName }) },
              { text: t('by', { name: receipt.submittedBy, date }), margin: [0, 6, 0, 0] },
              ...(receipt.code
                ? [
                    {
                      text: t('code', { code: showVerifyCode(receipt.code) }),
                      fontSize: 8,
                      margin: [0, 6, 0, 0] as [number, number, number, number],
                    },
                  ]
                : []),
            ],
          },
          ...(verifyUrl ? [{ width: 72, qr: verifyUrl, fit: 72 }] : []),
        ],
      },
    ],
  };
}

/** The fields at the top with one of the keys, with the layout around them looked through. */
function onlyKeys(
  components: FormDefinition['components'],
  keys: ReadonlySet<string>,
): FormDefinition['components'] {
  return components.flatMap((component) => {
    if (keys.has(component.key)) return [component];
    return component.type === 'panel' || component.type === 'fieldset' || component.type === 'well'
      ? onlyKeys(component.components ?? [], keys)
      : [];
  });
}
