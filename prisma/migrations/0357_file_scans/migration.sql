-- What the virus scanner said of a file. Files of before are as they were: not scanned.
ALTER TABLE "StoredFile" ADD COLUMN "scan" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "StoredFile" ADD COLUMN "scannedAt" DATETIME;
CREATE INDEX "StoredFile_scan_idx" ON "StoredFile"("scan");
