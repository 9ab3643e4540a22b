import { createRequire } from 'node:module';

import type { TDocumentDefinitions } from 'pdfmake/interfaces';

interface PdfMaker {
  setFonts(fonts: Record<string, Record<string, string>>): void;
  setUrlAccessPolicy(allow: (url: string) => boolean): void;
  setLocalAccessPolicy(allow: (path: string) => boolean): void;
  createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
}

const require = createRequire(import.meta.url);
const regular = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const bold = require.resolve('@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf');

/**
 * Sets a document as a PDF in the font NotoSansSC. Fonts come from the package; pdfmake may open these two files and no
 * address, whatever stands in the data.
 */
export async function makePdf(document: TDocumentDefinitions): Promise<Buffer> {
  const pdfmake = require('pdfmake') as PdfMaker;
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === regular || path === bold);
  pdfmake.setFonts({ NotoSansSC: { normal: regular, bold, italics: regular, bolditalics: bold } });
  return pdfmake.createPdf(document).getBuffer();
}
