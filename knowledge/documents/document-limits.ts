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
  timeMs: 60_000,
  memoryMb: 512,
};
