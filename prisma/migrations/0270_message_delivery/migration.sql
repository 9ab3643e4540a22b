ALTER TABLE "Outbox" ADD COLUMN "personId" TEXT;
ALTER TABLE "Outbox" ADD COLUMN "topic" TEXT;
ALTER TABLE "Outbox" ADD COLUMN "leaseOwner" TEXT;
ALTER TABLE "Outbox" ADD COLUMN "leaseUntil" DATETIME;
ALTER TABLE "Outbox" ADD COLUMN "reference" TEXT;
CREATE INDEX "Outbox_personId_createdAt_idx" ON "Outbox"("personId", "createdAt");

-- The outbox is worked by itself now, no longer by a job a mail.
UPDATE "Job" SET "state" = 'done', "openKey" = NULL WHERE "kind" = 'send-mail' AND "state" IN ('waiting', 'running');

CREATE TABLE "PersonalMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "enterpriseId" TEXT,
    "departmentId" TEXT,
    "kind" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "link" TEXT,
    "subject" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "closesOn" TEXT,
    "amountYuan" TEXT,
    "dedupeKey" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "because" TEXT,
    "bundle" TEXT,
    "nextAt" DATETIME NOT NULL,
    "plannedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "PersonalMessage_dedupeKey_key" ON "PersonalMessage"("dedupeKey");
CREATE INDEX "PersonalMessage_state_nextAt_idx" ON "PersonalMessage"("state", "nextAt");
CREATE INDEX "PersonalMessage_personId_state_idx" ON "PersonalMessage"("personId", "state");
CREATE INDEX "PersonalMessage_subject_idx" ON "PersonalMessage"("subject");

CREATE TABLE "MessageDelivery" (
    "messageId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "outboxId" TEXT NOT NULL,
    PRIMARY KEY ("messageId", "channel"),
    CONSTRAINT "MessageDelivery_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "PersonalMessage" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "MessageDelivery_outboxId_idx" ON "MessageDelivery"("outboxId");

CREATE TABLE "ContactAddress" (
    "personId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "verifiedAt" DATETIME,
    "codeNonce" TEXT,
    "codeExpiresAt" DATETIME,
    "codeTries" INTEGER NOT NULL DEFAULT 0,
    "codeSentAt" DATETIME,
    PRIMARY KEY ("personId", "channel")
);

CREATE TABLE "DeliveryChoice" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "choice" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "MemberTopics" (
    "personId" TEXT NOT NULL,
    "enterpriseId" TEXT NOT NULL,
    "off" JSONB NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    PRIMARY KEY ("personId", "enterpriseId")
);

CREATE TABLE "DeliveryChannel" (
    "channel" TEXT NOT NULL PRIMARY KEY,
    "config" JSONB NOT NULL,
    "sealedSecret" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "lastOkAt" DATETIME,
    "lastFaultAt" DATETIME,
    "lastFault" TEXT,
    "updatedAt" DATETIME NOT NULL,
    "updatedById" TEXT
);
