import type { getDocumentProxy } from 'unpdf';

import { refuse } from './refusal';

/** What `unpdf` opens; the caller destroys it. */
export type PdfDocument = Awaited<ReturnType<typeof openPdf>>;
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

type Options = Parameters<typeof getDocumentProxy>[1];

/** Opens a PDF that nobody trusts: no code of it runs. Throws `RefusedFile`: encrypted, damaged. */
export async function openPdf(bytes: Uint8Array, options: Options = {}) {
  addBufferTransfer();
  // Loaded when the first PDF comes: a folder of texts doesn't need it.
  const unpdf = await import('unpdf');
  try {
    // A copy: pdf.js takes the buffer away from its owner.
    return await unpdf.getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      verbosity: 0,
      ...options,
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') refuse('encrypted');
    return refuse('damaged', { detail: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * pdf.js 5 hands fonts on with `transferToFixedLength`, which Node has from version 21 on; without it pages with fonts
 * are drawn empty and what they draw after the first letter isn't listed.
 */
function addBufferTransfer(): void {
  const prototype = ArrayBuffer.prototype as { transferToFixedLength?: (length?: number) => ArrayBuffer };
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength) {
    const copy = new ArrayBuffer(length);
    new Uint8Array(copy).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)));
    return copy;
  };
}
