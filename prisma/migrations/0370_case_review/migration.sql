-- A receipt's code, by which anybody who holds the paper can check it. Receipts from before have none: their digest
-- was taken before the database rounded the numbers, so that it can't be computed anew.
ALTER TABLE "Receipt" ADD COLUMN "code" TEXT;
CREATE UNIQUE INDEX "Receipt_code_key" ON "Receipt"("code");

-- The clock of a case stands while the firm is asked; a decision may wait for a second person.
ALTER TABLE "Case" ADD COLUMN "stoppedOn" TEXT;
ALTER TABLE "Case" ADD COLUMN "workDaysLeft" INTEGER;
ALTER TABLE "Case" ADD COLUMN "proposal" TEXT;
ALTER TABLE "Case" ADD COLUMN "proposedById" TEXT;
CREATE INDEX "Case_departmentId_assigneeId_state_dueOn_idx" ON "Case"("departmentId", "assigneeId", "state", "dueOn");
CREATE INDEX "Case_departmentId_formId_state_dueOn_idx" ON "Case"("departmentId", "formId", "state", "dueOn");
CREATE INDEX "Case_state_dueOn_idx" ON "Case"("state", "dueOn");

-- How a form's cases are reviewed, set by its designers.
CREATE TABLE "FormReview" (
    "formId" TEXT NOT NULL PRIMARY KEY,
    "fourEyes" TEXT NOT NULL DEFAULT 'never',
    "amountField" TEXT,
    "aboveYuan" INTEGER,
    "checklist" JSONB NOT NULL,
    "headId" TEXT,
    "updatedById" TEXT,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "FormReview_formId_fkey" FOREIGN KEY ("formId") REFERENCES "Form" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What a reviewer has ticked on the check list of a case.
CREATE TABLE "CaseTick" (
    "caseId" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    PRIMARY KEY ("caseId", "item"),
    CONSTRAINT "CaseTick_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- A department's phrases for returns and refusals.
CREATE TABLE "CasePhrase" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL,
    "formId" TEXT,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "removedAt" DATETIME
);
CREATE INDEX "CasePhrase_departmentId_removedAt_idx" ON "CasePhrase"("departmentId", "removedAt");

-- A queue's filters kept under a name.
CREATE TABLE "CaseQueueView" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ownerId" TEXT NOT NULL,
    "departmentId" TEXT,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);
CREATE INDEX "CaseQueueView_ownerId_idx" ON "CaseQueueView"("ownerId");
CREATE INDEX "CaseQueueView_departmentId_idx" ON "CaseQueueView"("departmentId");
