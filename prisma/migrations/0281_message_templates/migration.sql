-- Words of a department for one kind of message on one channel in one language; without any the platform's own count.
CREATE TABLE "MessageTemplate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'in-review',
    "title" TEXT,
    "body" TEXT,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "decidedById" TEXT,
    "decidedByName" TEXT,
    "decidedAt" DATETIME,
    "reviewNote" TEXT
);
CREATE UNIQUE INDEX "MessageTemplate_departmentId_kind_channel_locale_number_key" ON "MessageTemplate"("departmentId", "kind", "channel", "locale", "number");
CREATE INDEX "MessageTemplate_departmentId_state_idx" ON "MessageTemplate"("departmentId", "state");
