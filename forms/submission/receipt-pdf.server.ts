import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces';

import { say, type FormLocale } from '~/forms/words/say';
import { cityDate } from '~/prisma/calendar/city-date';

import { makePdf } from '~/forms/print/make-pdf.server';

import type { ReceiptView } from './get-receipt.server';
import type { FieldRow } from './list-fields';
import { showVerifyCode } from './verify-code';

const grey = '#5b6b75';

/** The receipt as a PDF: number, who, what, each value with its source, the digest, and the code that verifies it. */
export async function receiptPdf(
  receipt: ReceiptView,
  locale: FormLocale = 'zh-CN',
  verifyUrl: string | null = null,
): Promise<Buffer> {
  return makePdf(receiptDocument(receipt, locale, verifyUrl));
}

function receiptDocument(
  receipt: ReceiptView,
  locale: FormLocale,
  verifyUrl: string | null,
): TDocumentDefinitions {
  const t = (key: string, params?: Record<string, string | number>) =>
    say(locale, `forms.pdf.${key}`, params);
  const title = locale === 'en' && receipt.titleEn ? receipt.titleEn : receipt.title;
  return {
    pageSize: 'A4',
    pageMargins: [48, 52, 48, 56],
    info: { title: `${t('title')} ${receipt.number}`, subject: title, creator: '惠企通', producer: '惠企通' },
    defaultStyle: { font: 'NotoSansSC', fontSize: 9.5, lineHeight: 1.25 },
    // A section's name never stands alone at the foot of a page.
    pageBreakBefore: (node, nodes) =>
      node.headlineLevel === 1 && nodes.getFollowingNodesOnPage().length === 0,
    footer: (page, pages) => ({
      text: `${receipt.number} · ${t('page', { page, pages })}`,
      alignment: 'center',
      fontSize: 8,
      color: grey,
      margin: [0, 16, 0, 0],
    }),
    content: [
      { text: t('title'), fontSize: 20, bold: true, margin: [0, 0, 0, 4] },
      { text: title, fontSize: 12, margin: [0, 0, 0, 12] },
      {
        columns: [
          { width: '*', stack: [summary(receipt, locale, t)] },
          ...(verifyUrl ? [{ width: 92, qr: verifyUrl, fit: 88 }] : []),
        ],
      },
      ...verification(receipt, verifyUrl, t),
      ...fieldTables(receipt.fields, t),
      ...attachmentList(receipt, t),
      { text: t('digest'), bold: true, margin: [0, 16, 0, 2] },
      // Groups of eight can be read aloud and wrap at the page's edge.
      { text: (receipt.digest.match(/.{1,8}/g) ?? []).join(' '), fontSize: 9 },
      { text: t('digest-note'), fontSize: 8, color: grey, margin: [0, 4, 0, 0] },
    ],
  };
}

type Words = (key: string, params?: Record<string, string | number>) => string;

function summary(receipt: ReceiptView, locale: FormLocale, t: Words): Content {
  const when = receipt.issuedAt.toLocaleString(locale === 'en' ? 'sv-SE' : 'zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
  });
  const rows: [string, string][] = [
    [t('number'), receipt.number],
    [t('case'), receipt.caseNumber],
    [t('enterprise'), receipt.enterpriseName],
    [t('credit-code'), receipt.creditCode],
    [t('submitted-by'), receipt.submittedBy],
    [t('submitted-at'), when],
    [t('form'), `${receipt.title}（${t('version', { n: receipt.formVersion })}）`],
    [t('department'), receipt.departmentName],
    [t('due'), receipt.dueOn],
    ...(receipt.departmentPhone ? [[t('phone'), receipt.departmentPhone] as [string, string]] : []),
  ];
  return {
    layout: 'noBorders',
    table: {
      widths: [120, '*'],
      body: rows.map(([name, value]) => [{ text: name, color: grey }, { text: value }]),
    },
    margin: [0, 0, 0, 8],
  };
}

/** How anybody who holds the paper checks it; receipts from before there were codes have none. */
function verification({ code }: ReceiptView, verifyUrl: string | null, t: Words): Content[] {
  if (code === null || verifyUrl === null) return [];
  const url = verifyUrl.replace(/\/[^/]*$/, '');
  return [
    {
      text: [
        { text: `${t('code')}  `, color: grey },
        { text: showVerifyCode(code), bold: true },
      ],
    },
    { text: t('verify', { url }), fontSize: 8, color: grey, margin: [0, 2, 0, 4] },
  ];
}

/** One table a section, so that a section's heading stays with its rows. */
function fieldTables(fields: readonly FieldRow[], t: Words): Content[] {
  const sections = new Map<string, FieldRow[]>();
  for (const field of fields) {
    const heading = field.sections.join(' · ');
    sections.set(heading, [...(sections.get(heading) ?? []), field]);
  }
  return [...sections].map(([heading, rows]) => ({
    margin: [0, 8, 0, 0] as [number, number, number, number],
    stack: [
      ...(heading === ''
        ? []
        : [
            {
              text: heading,
              bold: true,
              headlineLevel: 1,
              fontSize: 10.5,
              margin: [0, 2, 0, 4] as [number, number, number, number],
            },
          ]),
      {
        layout: 'lightHorizontalLines',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [130, '*', 150],
          body: [
            [headCell(t('field')), headCell(t('value')), headCell(t('source'))],
            ...rows.map((row) => fieldCells(row, t)),
          ],
        },
      },
    ],
  }));
}

function headCell(text: string): TableCell {
  return { text, color: grey, fontSize: 8.5 };
}

function fieldCells(row: FieldRow, t: Words): TableCell[] {
  return [
    { text: row.label },
    valueCell(row, t),
    { text: isEmpty(row) ? '' : sourceText(row, t), fontSize: 8, color: grey },
  ];
}

/** As it stands on paper: amounts with their capital figures, a drawn signature as its picture. */
function valueCell(row: FieldRow, t: Words): TableCell {
  if (row.picture !== null) return { image: row.picture, fit: [200, 60] };
  return row.printed === '' ? { text: t('empty'), color: grey } : { text: row.printed };
}

function isEmpty({ printed, picture }: FieldRow): boolean {
  return printed === '' && picture === null;
}

/** Where a value comes from, as the page says it. */
function sourceText({ provenance, calculated }: FieldRow, t: Words): string {
  if (!provenance) return t(calculated ? 'calculated' : 'filled');
  const { source, locked, edited, sourceKind } = provenance;
  const day = provenance.observedAt.includes('T')
    ? cityDate(new Date(provenance.observedAt))
    : provenance.observedAt;
  if (edited) return t('edited', { source });
  if (sourceKind === 'stated') return t('stated', { date: day });
  return t(locked ? 'locked' : 'prefilled', { source, date: day });
}

function attachmentList(receipt: ReceiptView, t: Words): Content[] {
  if (receipt.attachments.length === 0) return [];
  const lines = receipt.attachments.map(({ name, sizeBytes, sha256 }) => ({
    text: [
      { text: name },
      {
        text: `  ${Math.ceil(sizeBytes / 1024)} KB · SHA-256 ${sha256.slice(0, 16)}…`,
        fontSize: 8,
        color: grey,
      },
    ],
  }));
  return [{ text: t('attachments'), bold: true, fontSize: 10.5, margin: [0, 12, 0, 4] }, { ul: lines }];
}
