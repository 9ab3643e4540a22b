-- Where each page of the original begins in the text; and passages by their place, so that a page of a long document is read alone.
ALTER TABLE "Document" ADD COLUMN "pageStarts" TEXT;
CREATE INDEX "Passage_documentId_start_idx" ON "Passage"("documentId", "start");
