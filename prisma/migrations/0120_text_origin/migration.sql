-- Text that was recognised in pictures is marked until someone has checked it.
ALTER TABLE "Document" ADD COLUMN "textOrigin" TEXT NOT NULL DEFAULT 'original';
ALTER TABLE "Document" ADD COLUMN "ocrPages" TEXT;
ALTER TABLE "Document" ADD COLUMN "ocrCheckedById" TEXT;
ALTER TABLE "Document" ADD COLUMN "ocrCheckedAt" DATETIME;
