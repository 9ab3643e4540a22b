-- What the other side says later of a message that it took: 钉钉 answers before it delivers.
ALTER TABLE "Outbox" ADD COLUMN "askAt" DATETIME;
ALTER TABLE "Outbox" ADD COLUMN "receipt" TEXT;
CREATE INDEX "Outbox_askAt_idx" ON "Outbox" ("askAt");
