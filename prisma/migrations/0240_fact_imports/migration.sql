CREATE TABLE "FactImport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,
    "sourceId" TEXT,
    "fileId" TEXT,
    "requestKey" TEXT,
    "state" TEXT NOT NULL DEFAULT 'reading',
    "layout" JSONB,
    "mapping" JSONB,
    "preview" JSONB,
    "result" JSONB,
    "refusal" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME
);
CREATE UNIQUE INDEX "FactImport_requestKey_key" ON "FactImport"("requestKey");
CREATE INDEX "FactImport_departmentId_createdAt_idx" ON "FactImport"("departmentId", "createdAt");
CREATE INDEX "FactImport_state_idx" ON "FactImport"("state");

CREATE TABLE "FactImportProblem" (
    "importId" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    PRIMARY KEY ("importId", "row", "column"),
    CONSTRAINT "FactImportProblem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "FactImport" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "FactMapping" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "FactMapping_departmentId_name_key" ON "FactMapping"("departmentId", "name");

CREATE TABLE "FactSource" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "headerName" TEXT,
    "sealedSecret" TEXT,
    "mappingName" TEXT NOT NULL,
    "everyHours" INTEGER NOT NULL DEFAULT 24,
    "pausedAt" DATETIME,
    "nextAt" DATETIME NOT NULL,
    "lastAt" DATETIME,
    "lastImportId" TEXT,
    "lastError" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "FactSource_departmentId_name_key" ON "FactSource"("departmentId", "name");
CREATE INDEX "FactSource_nextAt_idx" ON "FactSource"("nextAt");

CREATE TABLE "Certificate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "enterpriseId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "issuedOn" TEXT NOT NULL,
    "validUntil" TEXT,
    "revokedOn" TEXT,
    "revokeReason" TEXT,
    "recordedById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Certificate_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Certificate_key_number_key" ON "Certificate"("key", "number");
CREATE INDEX "Certificate_enterpriseId_key_idx" ON "Certificate"("enterpriseId", "key");
CREATE INDEX "Certificate_departmentId_createdAt_idx" ON "Certificate"("departmentId", "createdAt");

CREATE TABLE "FactAccess" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "enterpriseId" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "departmentId" TEXT,
    "purpose" TEXT NOT NULL,
    "subjectId" TEXT,
    "keys" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    "dedupeKey" TEXT NOT NULL
);
CREATE UNIQUE INDEX "FactAccess_dedupeKey_key" ON "FactAccess"("dedupeKey");
CREATE INDEX "FactAccess_enterpriseId_at_idx" ON "FactAccess"("enterpriseId", "at");

CREATE TABLE "FactConsent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "enterpriseId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "given" BOOLEAN NOT NULL,
    "personId" TEXT NOT NULL,
    "at" DATETIME NOT NULL
);
CREATE INDEX "FactConsent_enterpriseId_purpose_at_idx" ON "FactConsent"("enterpriseId", "purpose", "at");

CREATE TABLE "FactConflict" (
    "enterpriseId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "period" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "departmentId" TEXT,
    "foundAt" DATETIME NOT NULL,
    "note" TEXT,
    "settledById" TEXT,
    "settledAt" DATETIME,
    PRIMARY KEY ("enterpriseId", "key", "period")
);
CREATE INDEX "FactConflict_state_departmentId_foundAt_idx" ON "FactConflict"("state", "departmentId", "foundAt");

ALTER TABLE "FactDispute" ADD COLUMN "proofFileId" TEXT;
CREATE INDEX "FactDispute_state_departmentId_idx" ON "FactDispute"("state", "departmentId");
