-- Repeals become relations of five kinds; what was decided about a repeal stays.
CREATE TABLE "DocumentRelation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "titleKey" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "documentNumber" TEXT,
    "targetId" TEXT,
    "words" TEXT NOT NULL,
    "cue" TEXT NOT NULL DEFAULT '',
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "foundState" TEXT NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" DATETIME,
    "reason" TEXT,
    CONSTRAINT "DocumentRelation_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "DocumentRelation" ("id", "documentId", "kind", "titleKey", "title", "documentNumber", "words", "cue", "start", "end", "state", "foundState", "decidedById", "decidedAt")
SELECT "id", "documentId", 'repeals', "titleKey", "title", "documentNumber", "words", '废止', "start", "end", "state", 'acting', "decidedById", "decidedAt" FROM "DocumentRepeal";

DROP TABLE "DocumentRepeal";

CREATE UNIQUE INDEX "DocumentRelation_documentId_kind_start_key" ON "DocumentRelation"("documentId", "kind", "start");
CREATE INDEX "DocumentRelation_titleKey_idx" ON "DocumentRelation"("titleKey");
CREATE INDEX "DocumentRelation_documentNumber_idx" ON "DocumentRelation"("documentNumber");
CREATE INDEX "DocumentRelation_targetId_idx" ON "DocumentRelation"("targetId");
CREATE INDEX "DocumentRelation_state_idx" ON "DocumentRelation"("state");

-- Whether effect and expiry were read from the text and wait for a person's word.
ALTER TABLE "Document" ADD COLUMN "datesState" TEXT NOT NULL DEFAULT 'given';
UPDATE "Document" SET "datesState" = 'found'
 WHERE json_extract("metadata", '$.fields.effectiveFrom.from') IN ('text', 'amendment', 'file-name')
    OR json_extract("metadata", '$.fields.expiresOn.from') IN ('text', 'amendment', 'file-name');
CREATE INDEX "Document_datesState_idx" ON "Document"("datesState");
ALTER TABLE "Document" ADD COLUMN "submittedById" TEXT;

-- What happened to a document on a day of the city's calendar, told once.
CREATE TABLE "DocumentMilestone" (
    "documentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "noticedAt" DATETIME NOT NULL,
    PRIMARY KEY ("documentId", "kind", "on"),
    CONSTRAINT "DocumentMilestone_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What an asker was told about an old answer: once a turn and cited clause.
CREATE TABLE "AnswerCorrection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "turnId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "documentId" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "changedOn" TEXT,
    "path" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT,
    "afterPassageId" INTEGER,
    "afterDocumentId" TEXT,
    "toldById" TEXT,
    "toldAt" DATETIME NOT NULL,
    CONSTRAINT "AnswerCorrection_turnId_fkey" FOREIGN KEY ("turnId") REFERENCES "Turn" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "AnswerCorrection_turnId_n_change_key" ON "AnswerCorrection"("turnId", "n", "change");
CREATE INDEX "AnswerCorrection_documentId_idx" ON "AnswerCorrection"("documentId");
