/** What the parser accepts at most; each is there to keep one file from taking the machine. */
export interface DocumentLimits {
  /** Bytes of one file. */
  fileBytes: number;
  /** Pages of a PDF. */
  pages: number;
  /** Rows of a table, header and captions not counted. */
  tableRows: number;
  /** UTF-16 code units of a document's text. */
  textLength: number;
  /** Files in a ZIP. */
  entries: number;
  /** Bytes of all files in a ZIP once unpacked; also of the parts of a DOCX. */
  unpackedBytes: number;
  /** Pages of one file that are recognised from pictures. */
  scannedPages: number;
  /** The longer side, in pixels, of a page that is drawn to be recognised: 1800 is about 150 dpi of an A4 page. */
  scanLongSide: number;
  /** How long the recognition of one page, and of one file, may take, in milliseconds. */
  scanPageMs: number;
  scanTimeMs: number;
  /** What the process that recognises may hold in memory, in MB; the models alone need about 350. */
  scanMemoryMb: number;
  /** Pixels of a picture. */
  pixels: number;
  /** How long LibreOffice may take over an old Word file, in milliseconds. */
  convertMs: number;
  /** How long one file may take, in milliseconds. */
  timeMs: number;
  /** Heap of a worker, in MB. */
  memoryMb: number;
}

export const defaultLimits: DocumentLimits = {
  fileBytes: 50 * 1024 * 1024,
  pages: 1000,
  tableRows: 60_000,
  textLength: 12_000_000,
  entries: 5000,
  unpackedBytes: 300 * 1024 * 1024,
  scannedPages: 100,
  scanLongSide: 1800,
  scanPageMs: 90_000,
  scanTimeMs: 1_200_000,
  scanMemoryMb: 1600,
  pixels: 80_000_000,
  convertMs: 90_000,
  timeMs: 60_000,
  memoryMb: 512,
};
