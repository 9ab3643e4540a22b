ALTER TABLE "Person" DROP COLUMN "failedSignIns";
ALTER TABLE "Person" DROP COLUMN "lockedUntil";

CREATE TABLE "AttemptLimit" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "count" INTEGER NOT NULL DEFAULT 0,
    "blockedUntil" DATETIME,
    "lastAt" DATETIME NOT NULL
);
CREATE INDEX "AttemptLimit_lastAt_idx" ON "AttemptLimit"("lastAt");

CREATE TABLE "AppointmentRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "departmentId" TEXT,
    "role" TEXT NOT NULL,
    "requestedById" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "AppointmentRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "AppointmentRequest_state_createdAt_idx" ON "AppointmentRequest"("state", "createdAt");
