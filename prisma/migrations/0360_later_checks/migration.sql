-- LaterCheck 待核验: a value that was filed while its source didn't answer.
CREATE TABLE "LaterCheck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "submissionId" TEXT NOT NULL,
    "enterpriseId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "foundText" TEXT,
    "createdAt" DATETIME NOT NULL,
    "checkedAt" DATETIME,
    CONSTRAINT "LaterCheck_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "LaterCheck_submissionId_path_key" ON "LaterCheck"("submissionId", "path");
CREATE INDEX "LaterCheck_state_createdAt_idx" ON "LaterCheck"("state", "createdAt");
